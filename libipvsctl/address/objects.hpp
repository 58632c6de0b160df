// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <netlink/addr.h>
#include <netlink/msg.h>
#include <netlink/object.h>
#include <netlink/route/addr.h>
#include <netlink/route/link.h>

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <vector>

#include "libipvsctl/netlink/handle.hpp"
#include "libipvsctl/netlink/message.hpp"

/// libnl-route as a codec: its objects to messages and back. No socket of libnl is involved,
/// because it drops the kernel's own words on an error.
namespace ipvsctl::address {

using RouteMessage = netlink::Handle<nl_msg, nlmsg_free>;
using RouteObject = netlink::Handle<nl_object, nl_object_put>;
using RouteAddress = netlink::Handle<rtnl_addr, rtnl_addr_put>;
using RouteLink = netlink::Handle<rtnl_link, rtnl_link_put>;
using BinaryAddress = netlink::Handle<nl_addr, nl_addr_put>;

/// Returns `object`, which libnl has just allocated.
///
/// Throws std::bad_alloc where there is none.
template <class T>
T* allocated(T* object)
{
  if (object == nullptr) throw std::bad_alloc();
  return object;
}

/// The object of NETLINK_ROUTE in `message`, whose type must be one of `types`: which of them it is
/// decides whether it is an rtnl_link, an rtnl_addr or another.
///
/// Throws netlink::Malformed where there is none.
RouteObject read_object(const netlink::Message& message, std::initializer_list<int> types);

/// The bytes of a request that libnl has built, with NLM_F_ACK.
std::vector<std::byte> bytes_of(const RouteMessage& request);

}  // namespace ipvsctl::address
