// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/address/interface.hpp"

#include <linux/if.h>
#include <linux/if_arp.h>
#include <linux/ip.h>
#include <netlink/route/link/inet.h>
#include <netlink/route/netconf.h>

#include <cstring>

#include "libipvsctl/address/objects.hpp"

namespace ipvsctl::address {
namespace {

std::optional<HardwareAddress> hardware_address_of(rtnl_link* link)
{
  const nl_addr* const address = rtnl_link_get_addr(link);
  const bool silent = (rtnl_link_get_flags(link) & (IFF_LOOPBACK | IFF_NOARP)) != 0;
  if (silent || rtnl_link_get_arptype(link) != ARPHRD_ETHER || address == nullptr) return {};
  HardwareAddress bytes;
  if (nl_addr_get_len(address) != bytes.size()) return {};
  std::memcpy(bytes.data(), nl_addr_get_binary_addr(address), bytes.size());
  return bytes;
}

bool promotes_secondaries(rtnl_link* link)
{
  std::uint32_t value = 0;
  return rtnl_link_inet_get_conf(link, IPV4_DEVCONF_PROMOTE_SECONDARIES, &value) == 0 && value != 0;
}

}  // namespace

Interface read_interface(const netlink::Message& message)
{
  const RouteObject object = read_object(message, {RTM_NEWLINK, RTM_DELLINK});
  auto* const link = reinterpret_cast<rtnl_link*>(object.get());  // libnl's own way down
  const char* const name = rtnl_link_get_name(link);
  if (name == nullptr) throw netlink::Malformed("an interface has no name");
  return {.index = rtnl_link_get_ifindex(link),
          .name = name,
          .running = (rtnl_link_get_flags(link) & IFF_LOWER_UP) != 0,
          .hardware_address = hardware_address_of(link),
          .promotes_secondaries = promotes_secondaries(link),
          .hardware_type = static_cast<std::uint16_t>(rtnl_link_get_arptype(link))};
}

bool read_forwarding(const netlink::Message& message)
{
  const RouteObject object = read_object(message, {RTM_NEWNETCONF});
  int forwarding = 0;
  // It is absent only where nobody has ever set it.
  rtnl_netconf_get_forwarding(reinterpret_cast<rtnl_netconf*>(object.get()), &forwarding);
  return forwarding != 0;
}

}  // namespace ipvsctl::address
