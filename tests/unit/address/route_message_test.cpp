// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/address/route_message.hpp"

#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include "libipvsctl/netlink/attributes.hpp"
#include "tests/support/catch.hpp"

using namespace ipvsctl;
using namespace ipvsctl::address;

namespace {

const IpAddress host = *parse_ip_address("10.0.0.11");
const IpAddress host6 = *parse_ip_address("2001:db8::11");

netlink::Message message_in(const netlink::Request& request)
{
  netlink::Bytes rest = request.bytes();
  return *netlink::take_message(rest);
}

rtmsg header_of(const netlink::Request& request)
{
  return netlink::read_front<rtmsg>(message_in(request).payload, "a route");
}

}  // namespace

TEST_CASE("a route reads back from the requests that add and remove it")
{
  for (const IpAddress& one : {host, host6}) {
    const ListedRoute route{our_protocol, one, 7, one};
    CHECK((read_route(message_in(request_to_add_route(one, 7))) == route));
    CHECK((read_route(message_in(request_to_remove_route(one, 7))) == route));
  }
}

TEST_CASE("a route of ours is for one host, on its link, in the main table, and put before others")
{
  const netlink::Request request = request_to_add_route(host, 7);
  CHECK(message_in(request).header.nlmsg_type == RTM_NEWROUTE);
  CHECK(message_in(request).header.nlmsg_flags == (NLM_F_REQUEST | NLM_F_CREATE));
  const rtmsg header = header_of(request);
  CHECK(header.rtm_dst_len == 32);
  CHECK(header.rtm_table == RT_TABLE_MAIN);
  CHECK(header.rtm_protocol == 108);
  CHECK(header.rtm_flags == RTNH_F_ONLINK);
  CHECK(header_of(request_to_add_route(host6, 7)).rtm_dst_len == 128);
  CHECK(message_in(request_to_remove_route(host, 7)).header.nlmsg_type == RTM_DELROUTE);
}

TEST_CASE("the kernel is asked for the routes of our protocol, and for no other")
{
  const netlink::Request request = request_for_our_routes(Family::ipv6);
  CHECK(message_in(request).payload.size() == sizeof(rtmsg));
  CHECK(header_of(request).rtm_family == AF_INET6);
  CHECK(header_of(request).rtm_protocol == 108);
}

TEST_CASE("a route to a network is none to a host")
{
  rtmsg header{};
  header.rtm_family = AF_INET;
  header.rtm_dst_len = 24;
  netlink::Request request;
  request.begin(RTM_NEWROUTE, 0);
  request.put_header(std::as_bytes(std::span(&header, 1)));
  request.put(RTA_DST, std::span(host.bytes).first(4));
  CHECK((read_route(message_in(request)) == ListedRoute{}));
}

TEST_CASE("a route that is cut short, or mixes families, is met")
{
  CHECK_THROWS_AS(read_route({}), netlink::Malformed);
  rtmsg header{};
  header.rtm_family = AF_INET;
  netlink::Request request;
  request.begin(RTM_NEWROUTE, 0);
  request.put_header(std::as_bytes(std::span(&header, 1)));
  request.put(RTA_GATEWAY, std::span(host6.bytes).first(16));
  CHECK_THROWS_AS(read_route(message_in(request)), netlink::Malformed);
}
