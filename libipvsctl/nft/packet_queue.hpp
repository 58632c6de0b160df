// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>

#include "libipvsctl/netlink/conversation.hpp"

namespace ipvsctl::nft {

/// A queue (NFQUEUE) of packets that wait until they are let go, and are dropped where the program
/// ends before that.
class PacketQueue {
public:
  /// Takes a number that nobody has, in the network namespace of the calling thread.
  ///
  /// Throws std::system_error, also where the kernel has no packet queues.
  PacketQueue();

  std::uint16_t number() const { return number_; }

  /// Has the packets that wait go on their way, in the order in which they came.
  ///
  /// Throws std::system_error where the kernel cannot be talked to.
  void let_go();

private:
  bool bind();
  bool let_some_go();

  netlink::Conversation conversation_;
  std::uint16_t number_ = 0;
};

}  // namespace ipvsctl::nft
