// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/address/route.hpp"

#include <cerrno>
#include <set>

#include "libipvsctl/address/listing.hpp"
#include "libipvsctl/address/route_message.hpp"

namespace ipvsctl::address {
namespace {

bool means_unreachable(const std::error_code& code)
{
  static const std::set<int> numbers{ENETUNREACH, EHOSTUNREACH, EACCES, EINVAL};
  return numbers.contains(code.value());
}

}  // namespace

std::optional<Route> route_to(netlink::Conversation& conversation, const IpAddress& destination)
{
  ListedRoute found;
  try {
    conversation.query(request_for_route_to(destination),
                       "cannot ask for the route to " + to_string(destination),
                       [&](const netlink::Message& message) { found = read_route(message); });
  } catch (const netlink::Refused& refused) {
    if (means_unreachable(refused.code())) return {};
    throw;
  }
  if (found.gateway == destination) found.gateway.reset();
  for (const Interface& interface : list_interfaces(conversation))
    if (interface.index == found.interface_index) return Route{interface.name, found.gateway};
  return {};
}

}  // namespace ipvsctl::address
