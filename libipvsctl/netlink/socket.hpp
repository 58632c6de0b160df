// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <libmnl/libmnl.h>

#include <memory>
#include <vector>

#include "libipvsctl/netlink/handle.hpp"
#include "libipvsctl/netlink/transport.hpp"

namespace ipvsctl::netlink {

using SocketHandle = Handle<mnl_socket, mnl_socket_close>;
static_assert(sizeof(SocketHandle) == sizeof(mnl_socket*));

/// A netlink socket in the network namespace of the thread that makes it; for one thread at a time.
class Socket : public Transport {
public:
  /// Opens one for `protocol` (NETLINK_GENERIC, NETLINK_NETFILTER, …).
  ///
  /// Throws std::system_error where the kernel has no such protocol.
  explicit Socket(int protocol);

  /// Throws std::system_error.
  void send(std::span<const std::byte> messages) override;

  /// Waits 10 seconds at most: the kernel answers while it takes the request, so what is not there
  /// by then never comes.
  std::optional<std::span<const std::byte>> receive(Wait wait) override;

  std::size_t acknowledgements_at_once() const override;

  /// For poll(2); stays the socket's own.
  int descriptor() const;

private:
  bool refill(Wait wait);

  struct Slots;  // where recvmmsg(2) puts several datagrams at once
  struct SlotsRelease {
    void operator()(Slots* slots) const;
  };

  SocketHandle socket_;
  std::unique_ptr<Slots, SlotsRelease> slots_;
  std::size_t send_buffer_;
};

}  // namespace ipvsctl::netlink
