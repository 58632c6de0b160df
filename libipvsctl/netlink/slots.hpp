// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <linux/netlink.h>
#include <sys/socket.h>

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>

#include "libipvsctl/netlink/transport.hpp"

namespace ipvsctl::netlink {

/// Room for several datagrams, which one system call fills.
class Slots {
public:
  /// `piece` is the most bytes that each takes.
  explicit Slots(std::size_t piece);

  /// The next datagram of the kernel's from the socket `descriptor`; see Transport::receive.
  std::optional<std::span<const std::byte>> next(int descriptor, Wait wait);

  /// Forgets what was filled and not taken, and goes back to the first size.
  void reset();

  /// Whether a reply was so long that the pieces grew.
  bool grown() const { return piece_ != first_piece_; }

private:
  static constexpr std::size_t count = 16;

  bool is_filled_by_one() const;
  bool refill(int descriptor, Wait wait);
  void lay_out(std::size_t piece);

  std::size_t first_piece_;
  std::size_t piece_ = 0;
  std::size_t filled_ = 0;
  std::size_t taken_ = 0;
  std::unique_ptr<std::byte[]> bytes_;
  std::array<sockaddr_nl, count> senders_{};
  std::array<iovec, count> buffers_{};
  std::array<mmsghdr, count> headers_{};
};

}  // namespace ipvsctl::netlink
