// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <compare>
#include <ostream>
#include <set>
#include <string>

#include "libipvsctl/model/ip_address.hpp"

namespace ipvsctl {

/// A route of its own to a host on a link, by way of the host itself.
///
/// IPVS keeps one route for a server, and has it looked up without a next hop for NAT and tunnels,
/// with one for direct routing (FLOWI_FLAG_KNOWN_NH): what the one finds is of no use to the other,
/// unless the route names its next hop.
struct HostRoute {
  IpAddress host;
  std::string interface;

  bool operator==(const HostRoute&) const = default;
  auto operator<=>(const HostRoute&) const = default;
};

/// One route for each host and interface.
using HostRoutes = std::set<HostRoute>;

/// "10.0.0.11 on eth1".
std::string to_string(const HostRoute& route);
std::ostream& operator<<(std::ostream& out, const HostRoute& route);

}  // namespace ipvsctl
