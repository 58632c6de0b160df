// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <set>
#include <string>

#include "libipvsctl/model/ip_address.hpp"
#include "lvsd/config/field.hpp"

namespace lvsd {

struct Persistence {
  bool known = true;                ///< whether the timeout could be read
  std::chrono::seconds timeout{0};  ///< 0 is no persistence
  std::uint8_t ipv4_prefix = 32;
  std::uint8_t ipv6_prefix = 128;
  std::string engine;
};

/// "5m", or { "timeout": "5m", "netmask": 24 }, of a service whose clients are of `families`;
/// empty where these are not known.
Persistence read_persistence(const Json& value, const std::set<ipvsctl::Family>& families,
                             Findings& findings);

}  // namespace lvsd
