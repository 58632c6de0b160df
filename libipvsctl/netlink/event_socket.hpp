// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <initializer_list>

#include "libipvsctl/netlink/conversation.hpp"
#include "libipvsctl/netlink/slots.hpp"
#include "libipvsctl/netlink/socket.hpp"

namespace ipvsctl::netlink {

/// Hears what the kernel tells everyone who joined a group, in the network namespace of the thread
/// that makes it.
class EventSocket {
public:
  /// Joins groups (NFNLGRP_NFTABLES, RTNLGRP_LINK, …) of `protocol`.
  ///
  /// Throws std::system_error.
  EventSocket(int protocol, std::initializer_list<unsigned> groups);

  /// Readable when there is something to drain; stays the socket's own.
  int descriptor() const;

  /// Hands every event that is there to `on_message`, without waiting. Returns false where some
  /// were lost, because they were more than the socket holds, or cannot be read: anything may have
  /// happened then.
  ///
  /// Throws std::system_error where the socket cannot be read at all.
  bool drain(const OnMessage& on_message);

private:
  SocketHandle socket_;
  Slots slots_;
};

}  // namespace ipvsctl::netlink
