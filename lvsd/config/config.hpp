// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "libipvsctl/model/kernel_state.hpp"

namespace lvsd {

/// What becomes of virtual services that are in the kernel and that lvsd did not make.
enum class Foreign { keep, remove };

/// What a stop of the daemon leaves in the kernel: everything, or nothing of ours.
enum class OnStop { keep, release };

/// Firewall marks from `first` to `last`, both included, that services without a mark of their own
/// get.
struct MarkRange {
  std::uint32_t first = 0x40000000;
  std::uint32_t last = 0x7fffffff;

  bool operator==(const MarkRange&) const = default;
};

/// The object "director".
struct Director {
  std::optional<bool>
      forwarding;  ///< net.ipv4.ip_forward and its IPv6 twin; left alone where absent
  ipvsctl::Timeouts timeouts;
  ipvsctl::Sysctls ipvs;  ///< net/ipv4/vs/*, by full path under /proc/sys
  Foreign foreign = Foreign::keep;
  OnStop on_stop = OnStop::keep;
  std::chrono::milliseconds observe_every{10'000};
  MarkRange marks;
  /// Connection synchronisation; absent leaves whatever daemons run alone.
  std::optional<ipvsctl::SyncDaemons> sync;

  bool operator==(const Director&) const = default;
};

/// An element of "vips".
struct Vip {
  std::string name;
  ipvsctl::FloatingAddress address;

  bool operator==(const Vip&) const = default;
};

/// One real server of a service; a range of addresses has become several with one name.
struct Server {
  std::string name;             ///< empty where the config gives none
  ipvsctl::DestinationKey key;  ///< the port is 0 in a mark service where the config gives none
  ipvsctl::DestinationSettings settings;

  bool operator==(const Server&) const = default;
};

/// One element of "services", with the defaults filled in.
struct ServiceConfig {
  std::string name;
  /// What clients connect to. Empty where the marks are set elsewhere.
  std::vector<ipvsctl::MarkMatch> matches;
  /// The mark of the administrator's choice.
  std::optional<std::uint32_t> mark;
  /// The families of a service whose marks are set elsewhere.
  std::vector<ipvsctl::Family> mark_families;
  ipvsctl::ServiceSettings settings;  ///< its netmask is not used: the two prefixes below are
  std::uint8_t ipv4_persistence_prefix = 32;
  std::uint8_t ipv6_persistence_prefix = 128;
  std::vector<Server> servers;
  std::chrono::seconds drain{60};

  bool operator==(const ServiceConfig&) const = default;
};

/// A whole config, its includes and defaults resolved. Services and VIPs are in the files' order.
struct Config {
  Director director;
  std::vector<Vip> vips;
  std::vector<ipvsctl::Masquerade> masquerades;
  std::vector<ServiceConfig> services;

  bool operator==(const Config&) const = default;
};

/// Whether the service is one address, one protocol and one port with no mark: a plain IPVS
/// service.
bool is_plain(const ServiceConfig& service);

}  // namespace lvsd
