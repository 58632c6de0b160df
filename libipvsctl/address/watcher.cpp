// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/address/watcher.hpp"

#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include "libipvsctl/address/listing.hpp"

namespace ipvsctl::address {
namespace {

/// A bridge tells in messages of the same types what becomes of its ports.
bool is_of_interface(const netlink::Message& message)
{
  return netlink::read_front<ifinfomsg>(message.payload, "a message about an interface")
             .ifi_family == AF_UNSPEC;
}

}  // namespace

// The list is read after the groups are joined, so that no change falls between the two.
Watcher::Watcher()
    : socket_(NETLINK_ROUTE, {RTNLGRP_LINK, RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR}),
      conversation_(open_conversation())
{
  memory_.saw_all(list_interfaces(conversation_));
}

Watcher::Events Watcher::drain()
{
  Events events;
  try {
    const bool whole =
        socket_.drain([&](const netlink::Message& message) { take(message, events); });
    missed_ = missed_ || !whole;
  } catch (...) {
    missed_ = true;
    throw;
  }
  if (missed_) look_again(events);
  missed_ = false;
  return events;
}

void Watcher::take(const netlink::Message& message, Events& events)
{
  const auto type = message.header.nlmsg_type;
  if (type == RTM_NEWADDR || type == RTM_DELADDR)
    events.changed = true;
  else if (type == RTM_NEWLINK && is_of_interface(message))
    take_interface(read_interface(message), events);
  else if (type == RTM_DELLINK && is_of_interface(message))
    take_end_of_interface(read_interface(message), events);
}

void Watcher::take_interface(const Interface& interface, Events& events)
{
  const auto news = memory_.saw(interface);
  if (news != InterfaceMemory::News::none) events.changed = true;
  if (news == InterfaceMemory::News::announce) events.to_announce.push_back(interface.name);
}

void Watcher::take_end_of_interface(const Interface& interface, Events& events)
{
  memory_.gone(interface);
  events.changed = true;
}

void Watcher::look_again(Events& events)
{
  events.changed = true;
  for (std::string& name : memory_.saw_all(list_interfaces(conversation_)))
    events.to_announce.push_back(std::move(name));
}

}  // namespace ipvsctl::address
