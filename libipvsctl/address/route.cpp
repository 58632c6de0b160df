// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/address/route.hpp"

#include <linux/rtnetlink.h>

#include <algorithm>
#include <set>

#include "libipvsctl/address/listing.hpp"
#include "libipvsctl/netlink/attributes.hpp"

namespace ipvsctl::address {
namespace {

using netlink::Attributes;
using netlink::Kind;

constexpr auto route_attributes = [] {
  std::array<netlink::Attribute, RTA_GATEWAY + 1> table{};
  table[RTA_OIF] = {"RTA_OIF", Kind::u32};
  table[RTA_GATEWAY] = {"RTA_GATEWAY", Kind::address};
  return table;
}();

netlink::Request request_for(const IpAddress& destination)
{
  rtmsg header{};
  header.rtm_family = static_cast<unsigned char>(destination.family);
  header.rtm_dst_len = static_cast<unsigned char>(address_bits(destination.family));
  netlink::Request request;
  request.begin(RTM_GETROUTE, 0);
  request.put_header(std::as_bytes(std::span(&header, 1)));
  request.put(RTA_DST, std::span(destination.bytes).first(address_bits(destination.family) / 8));
  return request;
}

struct Found {
  std::uint32_t interface = 0;
  std::optional<IpAddress> gateway;
};

Found read_route(const netlink::Message& message, Family family)
{
  netlink::read_front<rtmsg>(message.payload, "a route");
  const Attributes attributes(message.payload.subspan(sizeof(rtmsg)), route_attributes);
  Found found;
  if (attributes.has(RTA_OIF)) found.interface = attributes.u32(RTA_OIF);
  if (!attributes.has(RTA_GATEWAY)) return found;
  found.gateway = IpAddress{family, {}};
  std::ranges::copy(attributes.bytes(RTA_GATEWAY), found.gateway->bytes.begin());
  return found;
}

bool means_unreachable(const std::error_code& code)
{
  static const std::set<int> numbers{ENETUNREACH, EHOSTUNREACH, EACCES, EINVAL};
  return numbers.contains(code.value());
}

}  // namespace

std::optional<Route> route_to(netlink::Conversation& conversation, const IpAddress& destination)
{
  Found found;
  try {
    conversation.query(
        request_for(destination), "cannot ask for the route to " + to_string(destination),
        [&](const netlink::Message& message) { found = read_route(message, destination.family); });
  } catch (const netlink::Refused& refused) {
    if (means_unreachable(refused.code())) return {};
    throw;
  }
  for (const Interface& interface : list_interfaces(conversation))
    if (interface.index == static_cast<int>(found.interface))
      return Route{interface.name, found.gateway};
  return {};
}

}  // namespace ipvsctl::address
