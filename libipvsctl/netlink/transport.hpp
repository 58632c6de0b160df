// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace ipvsctl::netlink {

/// Whether receive() waits for a datagram that is not there yet.
enum class Wait { no, yes };

/// Bytes to the kernel and bytes back: a socket, or a script in a test.
class Transport {
public:
  virtual ~Transport() = default;

  /// Sends `messages`, one or many, as one datagram.
  ///
  /// Throws std::system_error with the errno of sendmsg(2).
  virtual void send(std::span<const std::byte> messages) = 0;

  /// The next datagram, valid until the next call; none where nothing is there, or nothing came in
  /// time.
  ///
  /// Throws std::system_error with the errno of recvmsg(2) (ENOBUFS: datagrams were lost), and
  /// Malformed for a datagram that did not fit the buffer.
  virtual std::optional<std::span<const std::byte>> receive(Wait wait) = 0;

  /// How many acknowledgements the receive buffer holds for sure.
  virtual std::size_t acknowledgements_at_once() const = 0;
};

}  // namespace ipvsctl::netlink
