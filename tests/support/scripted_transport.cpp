// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/scripted_transport.hpp"

#include <linux/netlink.h>

#include <cstring>

namespace tests {
namespace {

void append(Datagram& to, const void* from, std::size_t size)
{
  if (size == 0) return;
  const auto* bytes = static_cast<const std::byte*>(from);
  to.insert(to.end(), bytes, bytes + size);
  to.resize(NLMSG_ALIGN(to.size()));
}

}  // namespace

Datagram message(std::uint32_t sequence, std::uint16_t type, std::uint16_t flags,
                 std::span<const std::byte> payload)
{
  nlmsghdr header{};
  header.nlmsg_len = static_cast<std::uint32_t>(sizeof header + payload.size());
  header.nlmsg_type = type;
  header.nlmsg_flags = flags;
  header.nlmsg_seq = sequence;
  Datagram datagram;
  append(datagram, &header, sizeof header);
  append(datagram, payload.data(), payload.size());
  return datagram;
}

Datagram answer(std::uint32_t sequence, int error, const std::string& text)
{
  nlmsgerr body{};
  body.error = -error;
  body.msg.nlmsg_len = sizeof(nlmsghdr);
  Datagram payload;
  append(payload, &body, sizeof body);
  std::uint16_t flags = NLM_F_CAPPED;
  if (!text.empty()) {
    flags |= NLM_F_ACK_TLVS;
    nlattr attribute{};
    attribute.nla_type = NLMSGERR_ATTR_MSG;
    attribute.nla_len = static_cast<std::uint16_t>(sizeof attribute + text.size() + 1);
    append(payload, &attribute, sizeof attribute);
    append(payload, text.c_str(), text.size() + 1);
  }
  return message(sequence, NLMSG_ERROR, flags, payload);
}

Datagram done(std::uint32_t sequence, int error)
{
  const int number = -error;
  return message(sequence, NLMSG_DONE, NLM_F_MULTI, std::as_bytes(std::span(&number, 1)));
}

Datagram together(const std::vector<Datagram>& messages)
{
  Datagram all;
  for (const Datagram& one : messages)
    all.insert(all.end(), one.begin(), one.end());
  return all;
}

Datagram cut(const Datagram& datagram, std::size_t size)
{
  return {datagram.begin(), datagram.begin() + static_cast<std::ptrdiff_t>(size)};
}

}  // namespace tests
