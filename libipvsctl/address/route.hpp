// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>

#include "libipvsctl/model/ip_address.hpp"
#include "libipvsctl/netlink/conversation.hpp"

namespace ipvsctl::address {

/// The way a packet of this host takes. A gateway that is the destination itself is none.
struct Route {
  std::string interface;             ///< by which it leaves; "lo" for an address of this host
  std::optional<IpAddress> gateway;  ///< none where the destination is a neighbour

  bool operator==(const Route&) const = default;
};

/// The route to `destination`, from whatever address the kernel would choose; none where there is
/// none (ENETUNREACH, EHOSTUNREACH, a route of type blackhole or prohibit).
///
/// Throws std::system_error where the kernel cannot be asked.
std::optional<Route> route_to(netlink::Conversation& conversation, const IpAddress& destination);

}  // namespace ipvsctl::address
