// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/lvsctl/closed_files.hpp"
#include "cli/lvsctl/doctor/firewall.hpp"
#include "libipvsctl/address/interface.hpp"
#include "libipvsctl/address/route.hpp"
#include "libipvsctl/model/kernel_state.hpp"
#include "libipvsctl/model/measurements.hpp"
#include "lvsd/config/config.hpp"
#include "lvsd/config/problem.hpp"
#include "lvsd/desired/names.hpp"

namespace lvsctl::doctor {

/// Somebody else on the link who has an address of ours.
struct Rival {
  ipvsctl::FloatingAddress address;
  ipvsctl::address::HardwareAddress hardware;

  bool operator==(const Rival&) const = default;
};

/// What was seen of a running host. A part that could not be looked at is in `unseen`, and what is
/// here of it is empty.
struct Host {
  std::optional<lvsd::Config> config;     ///< none where there is none that could be read
  lvsd::Problems config_errors;           ///< why there is none, where there should be one
  std::string config_argument;            ///< " FILE" behind a command; empty for the usual file
  std::vector<ClosedFile> closed_files;   ///< of the config, which the daemon's user may not read
  lvsd::ServiceNames names;               ///< the config's services in the kernel
  std::set<ipvsctl::ServiceKey> leaving;  ///< lvsd's, until their last connections end
  std::string ipvs_missing;               ///< why the kernel has no IPVS; empty where it has
  bool lvsd_runs = false;
  std::string lvsd_config;        ///< the file that it keeps to; empty where it did not say
  bool is_of_lvsd = true;         ///< lvsd does not keep to another config than `config`
  std::string lvsd_silence;       ///< why it runs and did not tell its status; empty where it did
  std::size_t steps_missing = 0;  ///< from what is there to what the config says

  ipvsctl::KernelState kernel;
  ipvsctl::IpvsMeasurements measured;
  std::uint32_t connection_table_size = 0;  ///< entries; 0 where it is not known

  ipvsctl::Sysctls sysctls;                      ///< by path under /proc/sys
  std::set<std::string> interfaces;              ///< by name
  std::set<std::string> dead;                    ///< those that are down, or whose link is
  std::set<std::string> tunnels;                 ///< those that unwrap tunnelled packets
  std::optional<std::string> default_interface;  ///< by which the default route of IPv4 leaves
  std::map<ipvsctl::IpAddress, ipvsctl::address::Route> routes;  ///< to real servers

  std::set<std::string> missing_schedulers;  ///< wanted, not loaded, not to be loaded
  Firewall firewall;
  std::vector<Rival> rivals;
  std::set<std::string> managers;  ///< other programs that run and keep virtual services

  std::vector<std::string> unseen;  ///< what could not be looked at, and why, a sentence each
};

}  // namespace lvsctl::doctor
