// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <libmnl/libmnl.h>
#include <sys/types.h>

#include "libipvsctl/netlink/handle.hpp"
#include "libipvsctl/netlink/slots.hpp"
#include "libipvsctl/netlink/transport.hpp"

namespace ipvsctl::netlink {

/// Owns a socket of libmnl.
using SocketHandle = Handle<mnl_socket, mnl_socket_close>;
static_assert(sizeof(SocketHandle) == sizeof(mnl_socket*));

/// How many bytes a reply may have in one piece where the kernel is not told otherwise: what it
/// makes room for when it begins a dump (NLMSG_GOODSIZE) is less on every architecture.
inline constexpr std::size_t enough_for_one_reply = 8192;

/// A netlink socket in the network namespace of the thread that makes it; for one thread at a time.
///
/// The kernel makes its answer to a dump in pieces as long as the longest receive that the socket
/// ever saw. Short pieces are cheap for a thousand dumps of some servers, and costly for one dump
/// of some thousand. So a socket begins with short ones, takes long ones once a dump turns out
/// long, and is opened anew before the next request.
class Socket : public Transport {
public:
  /// Opens one for `protocol` (NETLINK_GENERIC, NETLINK_NETFILTER, …), to whose short pieces
  /// `first_piece` bytes are enough.
  ///
  /// Throws std::system_error where the kernel has no such protocol.
  explicit Socket(int protocol, std::size_t first_piece = enough_for_one_reply);

  /// What was not received of the replies to earlier messages may be gone.
  ///
  /// Throws std::system_error.
  void send(std::span<const std::byte> messages) override;

  /// Waits 30 seconds at most: the kernel answers while it takes the request, so what is not there
  /// by then never comes.
  std::optional<std::span<const std::byte>> receive(Wait wait) override;

  std::size_t acknowledgements_at_once() const override;

private:
  void open();
  void open_anew();
  void make_room_for(std::size_t bytes);
  int descriptor() const;

  int protocol_;
  std::size_t first_piece_;
  ino_t namespace_;
  SocketHandle socket_;
  Slots slots_;
  std::size_t send_buffer_ = 0;
};

/// Room for the answers to many requests, or for a burst of events.
void give_large_receive_buffer(int descriptor);

}  // namespace ipvsctl::netlink
