// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/address/listing.hpp"

#include <linux/if.h>
#include <linux/netconf.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "libipvsctl/address/address_message.hpp"
#include "libipvsctl/address/dialect.hpp"
#include "libipvsctl/address/route_message.hpp"
#include "libipvsctl/netlink/list.hpp"
#include "libipvsctl/netlink/open_transport.hpp"

namespace ipvsctl::address {
namespace {

using netlink::Conversation;
using netlink::list;
using netlink::Message;
using netlink::Request;

template <class Header>
Request request_with(std::uint16_t type, const Header& header)
{
  Request request;
  request.begin(type, 0);
  request.put_header(std::as_bytes(std::span(&header, 1)));
  return request;
}

std::map<int, std::string> interface_names(Conversation& conversation)
{
  std::map<int, std::string> names;
  for (const Interface& interface : list_interfaces(conversation))
    names[interface.index] = interface.name;
  return names;
}

bool is_ours(const ListedRoute& route)
{
  return route.protocol == our_protocol && route.host && route.gateway == route.host;
}

}  // namespace

Conversation open_conversation()
{
  // An interface with much to tell takes more than the usual piece.
  constexpr std::size_t longest_reply = 32768;
  return Conversation(netlink::open_transport(NETLINK_ROUTE, spoken, longest_reply));
}

std::optional<Interface> find_interface(Conversation& conversation, const std::string& name)
{
  if (name.empty() || name.size() >= IFNAMSIZ) return {};
  Request request = request_with(RTM_GETLINK, ifinfomsg{});
  request.put_text(IFLA_IFNAME, name);
  std::optional<Interface> found;
  try {
    conversation.query(request, "cannot look up interface " + name,
                       [&](const Message& message) { found = read_interface(message); });
  } catch (const netlink::Refused& refused) {
    if (refused.code() != std::errc::no_such_device) throw;
  }
  return found;
}

std::vector<Interface> list_interfaces(Conversation& conversation)
{
  Request request = request_with(RTM_GETLINK, ifinfomsg{});
  request.put_u32(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
  return list(conversation, request, "cannot list the interfaces", read_interface);
}

HostRoutes list_our_routes(Conversation& conversation)
{
  std::vector<ListedRoute> listed;
  for (const Family family : {Family::ipv4, Family::ipv6})
    std::ranges::copy(
        list(conversation, request_for_our_routes(family), "cannot list the routes", read_route),
        std::back_inserter(listed));
  // A kernel that does not know of such a request lists all routes.
  std::erase_if(listed, [](const ListedRoute& route) { return !is_ours(route); });
  if (listed.empty()) return {};
  const auto names = interface_names(conversation);
  HostRoutes routes;
  for (const ListedRoute& route : listed)
    if (const auto name = names.find(route.interface_index); name != names.end())
      routes.insert({*route.host, name->second});
  return routes;
}

AddressSet list_addresses(Conversation& conversation)
{
  auto listed = list(conversation, request_with(RTM_GETADDR, ifaddrmsg{}),
                     "cannot list the addresses", read_address);
  const auto names = interface_names(conversation);
  AddressSet addresses;
  for (ListedAddress& found : listed) {
    const auto name = names.find(found.interface_index);
    if (name == names.end() || !found.serves) continue;  // or it went between the two lists
    found.address.interface = name->second;
    if (found.address.label == name->second) found.address.label.clear();
    addresses.insert(std::move(found.address));
  }
  return addresses;
}

bool is_router(Conversation& conversation, const Interface& interface)
{
  Request request = request_with(RTM_GETNETCONF, netconfmsg{AF_INET6});
  request.put_u32(NETCONFA_IFINDEX, static_cast<std::uint32_t>(interface.index));
  bool forwards = false;
  conversation.query(request, "cannot ask whether " + interface.name + " forwards IPv6",
                     [&](const Message& message) { forwards = read_forwarding(message); });
  return forwards;
}

}  // namespace ipvsctl::address
