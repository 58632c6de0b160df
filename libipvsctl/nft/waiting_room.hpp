// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "libipvsctl/model/service_key.hpp"
#include "libipvsctl/netlink/conversation.hpp"
#include "libipvsctl/nft/packet_queue.hpp"

namespace ipvsctl::nft {

struct Transaction;

/// Where clients wait while their service cannot take them: for as long as a service is held, what
/// begins a connection to it is kept by the kernel, to go on once the service is released. Who
/// waits notices a delay.
///
/// However the program ends, the kernel then forgets all of it: what comes from then on goes on its
/// way, and of those that waited the packet is lost, which their own kernels send again.
class WaitingRoom {
public:
  /// In the network namespace of the calling thread.
  ///
  /// Throws std::system_error, also where the kernel has no nftables or no packet queues.
  WaitingRoom();

  /// Throws std::system_error; then nobody waits.
  void hold(const ServiceKey& service);

  /// Releases whatever is held. Throws std::system_error.
  void release();

private:
  void change(Transaction& transaction, const char* tried);

  PacketQueue queue_;
  netlink::Conversation table_;
};

}  // namespace ipvsctl::nft
