// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>

namespace lvsd {

/// What the command line says.
struct Options {
  std::string config = "/etc/lvsd/lvsd.json";
  std::string runtime_directory = "/run/lvsd";    ///< socket, lock, record: a boot empties it
  std::string state_directory = "/var/lib/lvsd";  ///< overrides
  bool check = false;
};

/// Fills `options`; returns an exit status where there is nothing more to do (--help, --version, an
/// error that has been printed).
std::optional<int> parse_options(int argc, char** argv, Options& options);

}  // namespace lvsd
