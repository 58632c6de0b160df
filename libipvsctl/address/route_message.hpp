// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "libipvsctl/address/our_protocol.hpp"
#include "libipvsctl/model/ip_address.hpp"
#include "libipvsctl/netlink/message.hpp"
#include "libipvsctl/netlink/request.hpp"

namespace ipvsctl::address {

/// A route as the kernel tells of it, as far as it matters here.
struct ListedRoute {
  std::uint8_t protocol = 0;
  std::optional<IpAddress> host;  ///< none where it leads to more than one
  int interface_index = 0;        ///< 0 where it has none, or several
  std::optional<IpAddress> gateway;

  bool operator==(const ListedRoute&) const = default;
};

/// Reads an RTM_NEWROUTE or RTM_DELROUTE.
///
/// Throws netlink::Malformed.
ListedRoute read_route(const netlink::Message& message);

/// Asks for the route to `destination`.
netlink::Request request_for_route_to(const IpAddress& destination);

/// Asks for the routes of our protocol.
netlink::Request request_for_our_routes(Family family);

/// A request that adds a route to `host` by way of itself, before any other to it.
netlink::Request request_to_add_route(const IpAddress& host, int interface_index);

/// A request that removes that route, and none of another protocol.
netlink::Request request_to_remove_route(const IpAddress& host, int interface_index);

}  // namespace ipvsctl::address
