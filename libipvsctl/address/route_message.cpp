// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/address/route_message.hpp"

#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include <algorithm>

#include "libipvsctl/netlink/attributes.hpp"

namespace ipvsctl::address {
namespace {

using netlink::Attributes;
using netlink::Kind;
using netlink::Request;

// The least that an IPv6 route can have (0 becomes 1024); an IPv4 route has 0 where nothing is
// said, and of those with the same the one that was added last comes first.
constexpr std::uint32_t ipv6_metric = 1;

constexpr auto route_attributes = [] {
  std::array<netlink::Attribute, RTA_GATEWAY + 1> table{};
  table[RTA_DST] = {"RTA_DST", Kind::address};
  table[RTA_OIF] = {"RTA_OIF", Kind::u32};
  table[RTA_GATEWAY] = {"RTA_GATEWAY", Kind::address};
  return table;
}();

netlink::Bytes bytes_of(const IpAddress& address)
{
  return std::span(address.bytes).first(address_bits(address.family) / 8);
}

Request begun(std::uint16_t type, std::uint16_t flags, const rtmsg& header)
{
  Request request;
  request.begin(type, flags);
  request.put_header(std::as_bytes(std::span(&header, 1)));
  return request;
}

rtmsg header_for(const IpAddress& host)
{
  rtmsg header{};
  header.rtm_family = static_cast<unsigned char>(host.family);
  header.rtm_dst_len = static_cast<unsigned char>(address_bits(host.family));
  return header;
}

Request request_about(std::uint16_t type, std::uint16_t flags, const IpAddress& host,
                      int interface_index)
{
  rtmsg header = header_for(host);
  header.rtm_table = RT_TABLE_MAIN;
  header.rtm_protocol = our_protocol;
  header.rtm_type = RTN_UNICAST;
  header.rtm_flags = RTNH_F_ONLINK;  // the gateway is on the link although no route says so
  Request request = begun(type, flags, header);
  request.put(RTA_DST, bytes_of(host));
  request.put(RTA_GATEWAY, bytes_of(host));
  request.put_u32(RTA_OIF, static_cast<std::uint32_t>(interface_index));
  if (host.family == Family::ipv6) request.put_u32(RTA_PRIORITY, ipv6_metric);
  return request;
}

std::optional<IpAddress> address_in(const Attributes& attributes, std::size_t type, Family family)
{
  if (!attributes.has(type)) return {};
  const netlink::Bytes bytes = attributes.bytes(type);
  if (bytes.size() != address_bits(family) / 8)
    throw netlink::Malformed("an address in a route is of another family than the route");
  IpAddress address{family, {}};
  std::ranges::copy(bytes, address.bytes.begin());
  return address;
}

}  // namespace

ListedRoute read_route(const netlink::Message& message)
{
  const auto header = netlink::read_front<rtmsg>(message.payload, "a route");
  if (header.rtm_family != AF_INET && header.rtm_family != AF_INET6)
    throw netlink::Malformed("a route is of another family than asked");
  const Attributes attributes(message.payload.subspan(sizeof header), route_attributes);
  const auto family = static_cast<Family>(header.rtm_family);
  ListedRoute route{header.rtm_protocol, {}, 0, address_in(attributes, RTA_GATEWAY, family)};
  if (header.rtm_dst_len == address_bits(family))
    route.host = address_in(attributes, RTA_DST, family);
  if (attributes.has(RTA_OIF)) route.interface_index = static_cast<int>(attributes.u32(RTA_OIF));
  return route;
}

Request request_for_route_to(const IpAddress& destination)
{
  Request request = begun(RTM_GETROUTE, 0, header_for(destination));
  request.put(RTA_DST, bytes_of(destination));
  return request;
}

Request request_for_our_routes(Family family)
{
  rtmsg header{};
  header.rtm_family = static_cast<unsigned char>(family);
  header.rtm_protocol = our_protocol;
  return begun(RTM_GETROUTE, 0, header);
}

Request request_to_add_route(const IpAddress& host, int interface_index)
{
  return request_about(RTM_NEWROUTE, NLM_F_CREATE, host, interface_index);
}

Request request_to_remove_route(const IpAddress& host, int interface_index)
{
  return request_about(RTM_DELROUTE, 0, host, interface_index);
}

}  // namespace ipvsctl::address
