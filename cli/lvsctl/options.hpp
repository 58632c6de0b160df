// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace lvsctl {

/// What every command may need.
struct Options {
  std::string config = "/etc/lvsd/lvsd.json";
  bool config_given = false;  ///< FILE was on the command line
  std::string runtime_directory = "/run/lvsd";
  std::string state_directory = "/var/lib/lvsd";
  bool json = false;

  std::string socket() const { return runtime_directory + "/control.sock"; }
};

/// Exit statuses beside 0 and 1.
inline constexpr int exit_changes = 2;         ///< `plan` has steps, `doctor` has problems
inline constexpr int exit_usage = 64;          ///< EX_USAGE
inline constexpr int exit_unavailable = 69;    ///< EX_UNAVAILABLE: no daemon, or no IPVS
inline constexpr int exit_no_permission = 77;  ///< EX_NOPERM
inline constexpr int exit_config = 78;         ///< EX_CONFIG

}  // namespace lvsctl
