// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/address/address_message.hpp"

#include <linux/if_addr.h>
#include <linux/ip.h>
#include <netlink/attr.h>
#include <netlink/route/link/inet.h>
#include <sys/socket.h>

#include <array>
#include <cstring>

#include "libipvsctl/address/objects.hpp"
#include "libipvsctl/address/our_protocol.hpp"
#include "libipvsctl/netlink/attributes.hpp"
#include "libipvsctl/netlink/errors.hpp"

namespace ipvsctl::address {
namespace {

using netlink::checked;

BinaryAddress binary(const IpAddress& address)
{
  return BinaryAddress(allocated(nl_addr_build(
      static_cast<int>(address.family), address.bytes.data(), address_bits(address.family) / 8)));
}

std::optional<IpAddress> address_in(const nl_addr* binary)
{
  if (binary == nullptr) return {};
  IpAddress address{nl_addr_get_family(binary) == AF_INET6 ? Family::ipv6 : Family::ipv4, {}};
  if (nl_addr_get_len(binary) != address_bits(address.family) / 8) return {};
  std::memcpy(address.bytes.data(), nl_addr_get_binary_addr(binary), nl_addr_get_len(binary));
  return address;
}

/// Of <linux/if_addr.h> since Linux 5.18; a kernel that does not know it passes over it.
constexpr std::size_t ifa_proto = 11;

bool has_our_protocol(const netlink::Message& message)
{
  static constexpr auto table = [] {
    std::array<netlink::Attribute, ifa_proto + 1> attributes{};
    attributes[ifa_proto] = {"IFA_PROTO", netlink::Kind::u8};
    return attributes;
  }();
  if (message.payload.size() < sizeof(ifaddrmsg)) return false;
  const netlink::Attributes attributes(message.payload.subspan(sizeof(ifaddrmsg)), table);
  return attributes.has(ifa_proto) && attributes.u8(ifa_proto) == our_protocol;
}

/// What the kernel tells addresses apart by.
RouteAddress identity_of(const FloatingAddress& address, const Interface& interface)
{
  const std::string what = to_string(address);
  RouteAddress route(allocated(rtnl_addr_alloc()));
  rtnl_addr_set_ifindex(route.get(), interface.index);
  checked(rtnl_addr_set_local(route.get(), binary(address.address).get()), what);
  rtnl_addr_set_prefixlen(route.get(), address.prefix_length);
  if (address.address.family == Family::ipv4)
    checked(rtnl_addr_set_label(route.get(),
                                (address.label.empty() ? interface.name : address.label).c_str()),
            what);
  return route;
}

}  // namespace

ListedAddress read_address(const netlink::Message& message)
{
  const RouteObject object = read_object(message, {RTM_NEWADDR, RTM_DELADDR});
  auto* const route = reinterpret_cast<rtnl_addr*>(object.get());  // libnl's own way down
  const auto local = address_in(rtnl_addr_get_local(route));
  if (!local) throw netlink::Malformed("an address is missing in its own message");
  const char* const label = rtnl_addr_get_label(route);
  ListedAddress listed;
  listed.interface_index = rtnl_addr_get_ifindex(route);
  listed.address.address = *local;
  listed.address.prefix_length = static_cast<std::uint8_t>(rtnl_addr_get_prefixlen(route));
  listed.address.label = label == nullptr ? "" : label;
  listed.address.ours = has_our_protocol(message);
  listed.serves = (rtnl_addr_get_flags(route) & IFA_F_DADFAILED) == 0;
  return listed;
}

std::vector<std::byte> request_to_add(const FloatingAddress& address, const Interface& interface)
{
  const RouteAddress route = identity_of(address, interface);
  if (const auto broadcast = broadcast_of(address.address, address.prefix_length))
    checked(rtnl_addr_set_broadcast(route.get(), binary(*broadcast).get()), to_string(address));
  if (address.address.family == Family::ipv6) rtnl_addr_set_flags(route.get(), IFA_F_NODAD);
  nl_msg* request = nullptr;
  checked(rtnl_addr_build_add_request(route.get(), NLM_F_CREATE | NLM_F_EXCL, &request),
          to_string(address));
  const RouteMessage message(request);
  checked(nla_put_u8(message.get(), ifa_proto, our_protocol), to_string(address));
  return bytes_of(message);
}

std::vector<std::byte> request_to_remove(const FloatingAddress& address, const Interface& interface)
{
  const RouteAddress route = identity_of(address, interface);
  nl_msg* request = nullptr;
  checked(rtnl_addr_build_delete_request(route.get(), 0, &request), to_string(address));
  return bytes_of(RouteMessage(request));
}

std::vector<std::byte> request_to_promote_secondaries(const Interface& interface, bool promote)
{
  const RouteLink link(allocated(rtnl_link_alloc()));
  const RouteLink change(allocated(rtnl_link_alloc()));
  rtnl_link_set_ifindex(link.get(), interface.index);
  checked(rtnl_link_inet_set_conf(change.get(), IPV4_DEVCONF_PROMOTE_SECONDARIES, promote ? 1 : 0),
          interface.name);
  nl_msg* request = nullptr;
  checked(rtnl_link_build_change_request(link.get(), change.get(), 0, &request), interface.name);
  return bytes_of(RouteMessage(request));
}

}  // namespace ipvsctl::address
