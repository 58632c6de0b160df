// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/address/dialect.hpp"

#include <linux/netconf.h>
#include <linux/rtnetlink.h>

namespace ipvsctl::address {

netlink::Spoken spoken(const netlink::Message& message)
{
  switch (message.header.nlmsg_type) {
    case RTM_NEWADDR:
      return {"RTM_NEWADDR", sizeof(ifaddrmsg), {}};
    case RTM_DELADDR:
      return {"RTM_DELADDR", sizeof(ifaddrmsg), {}};
    case RTM_GETADDR:
      return {"RTM_GETADDR", sizeof(ifaddrmsg), {}};
    case RTM_NEWLINK:
      return {"RTM_NEWLINK", sizeof(ifinfomsg), {}};
    case RTM_GETLINK:
      return {"RTM_GETLINK", sizeof(ifinfomsg), {}};
    case RTM_NEWNETCONF:
      return {"RTM_NEWNETCONF", NLMSG_ALIGN(sizeof(netconfmsg)), {}};
    case RTM_GETNETCONF:
      return {"RTM_GETNETCONF", NLMSG_ALIGN(sizeof(netconfmsg)), {}};
    case RTM_NEWROUTE:
      return {"RTM_NEWROUTE", sizeof(rtmsg), {}};
    case RTM_DELROUTE:
      return {"RTM_DELROUTE", sizeof(rtmsg), {}};
    case RTM_GETROUTE:
      return {"RTM_GETROUTE", sizeof(rtmsg), {}};
    default:
      return {};
  }
}

}  // namespace ipvsctl::address
