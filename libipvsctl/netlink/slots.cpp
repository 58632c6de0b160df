// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/netlink/slots.hpp"

#include <cerrno>
#include <string>
#include <system_error>

#include "libipvsctl/netlink/errors.hpp"
#include "libipvsctl/netlink/message.hpp"

namespace ipvsctl::netlink {
namespace {

// The kernel fills no more than this at once into an answer to a dump.
constexpr std::size_t longest_piece = 32768;

}  // namespace

Slots::Slots(std::size_t piece)
    : first_piece_(piece),
      // Not set to zero: memory that nothing is received into is never touched.
      bytes_(std::make_unique_for_overwrite<std::byte[]>(count * longest_piece))
{
  lay_out(piece);
}

void Slots::lay_out(std::size_t piece)
{
  piece_ = piece;
  for (std::size_t i = 0; i < count; ++i) {
    buffers_[i] = {&bytes_[i * piece], piece};
    headers_[i].msg_hdr = {};
    headers_[i].msg_hdr.msg_name = &senders_[i];
    headers_[i].msg_hdr.msg_iov = &buffers_[i];
    headers_[i].msg_hdr.msg_iovlen = 1;
  }
}

void Slots::reset()
{
  filled_ = taken_ = 0;
  if (grown()) lay_out(first_piece_);
}

/// Whether all that there is room for was of one reply, which is then a long one.
bool Slots::is_filled_by_one() const
{
  const auto sequence = [&](std::size_t at) {
    return read_front<nlmsghdr>(std::span(&bytes_[at * piece_], headers_[at].msg_len),
                                "a netlink message")
        .nlmsg_seq;
  };
  return filled_ == count && sequence(0) == sequence(count - 1);
}

bool Slots::refill(int descriptor, Wait wait)
{
  if (!grown() && is_filled_by_one()) lay_out(longest_piece);
  for (mmsghdr& header : headers_)
    header.msg_hdr.msg_namelen = sizeof(sockaddr_nl);
  filled_ = taken_ = 0;
  const int flags = wait == Wait::yes ? MSG_WAITFORONE : MSG_DONTWAIT;
  int got = 0;
  do
    got = recvmmsg(descriptor, headers_.data(), count, flags, nullptr);
  while (got < 0 && errno == EINTR);
  if (got < 0 && errno != EAGAIN)
    throw std::system_error(errno, std::system_category(), "cannot receive from the kernel");
  filled_ = got < 0 ? 0 : static_cast<std::size_t>(got);
  return filled_ != 0;
}

std::optional<std::span<const std::byte>> Slots::next(int descriptor, Wait wait)
{
  for (;;) {
    if (taken_ == filled_ && !refill(descriptor, wait)) return {};
    const std::size_t at = taken_++;
    if (senders_[at].nl_pid != 0) continue;  // another process, which may send here too
    if ((headers_[at].msg_hdr.msg_flags & MSG_TRUNC) != 0)
      throw Malformed("the kernel sent more than " + std::to_string(piece_) + " bytes at once");
    return std::span(&bytes_[at * piece_], headers_[at].msg_len);
  }
}

}  // namespace ipvsctl::netlink
