// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/fuzz/fuzzed_transport.hpp"

#include <linux/netlink.h>

#include <algorithm>
#include <cstring>

#include "libipvsctl/netlink/message.hpp"

namespace tests {
namespace {

constexpr std::uint32_t foreign_from = 0x80000000;

/// Gives the messages that are whole the number of the request, but for those of others.
void answer_to(std::uint32_t sequence, std::span<std::byte> datagram)
{
  while (datagram.size() >= sizeof(nlmsghdr)) {
    auto header = ipvsctl::netlink::read_front<nlmsghdr>(datagram, "a message");
    if (header.nlmsg_seq < foreign_from) header.nlmsg_seq = sequence;
    std::memcpy(datagram.data(), &header, sizeof header);
    if (header.nlmsg_len < sizeof header || header.nlmsg_len > datagram.size()) return;
    datagram =
        datagram.subspan(std::min<std::size_t>(datagram.size(), NLMSG_ALIGN(header.nlmsg_len)));
  }
}

}  // namespace

void FuzzedTransport::send(std::span<const std::byte> messages)
{
  ipvsctl::netlink::Bytes rest = messages;
  while (const auto message = ipvsctl::netlink::take_message(rest))
    sequence_ = message->header.nlmsg_seq;
}

std::optional<std::span<const std::byte>> FuzzedTransport::receive(ipvsctl::netlink::Wait)
{
  if (rest_.size() < 2) return {};
  const std::size_t said = rest_[0] + 256U * rest_[1];
  rest_ = rest_.subspan(2);
  const auto bytes = std::as_bytes(rest_.first(std::min(said, rest_.size())));
  current_.assign(bytes.begin(), bytes.end());
  rest_ = rest_.subspan(bytes.size());
  answer_to(sequence_, current_);
  return current_;
}

}  // namespace tests
