// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/netlink/message.hpp"

#include <algorithm>

#include "libipvsctl/netlink/attributes.hpp"

namespace ipvsctl::netlink {
namespace {

constexpr auto answer_attributes = [] {
  std::array<Attribute, NLMSGERR_ATTR_OFFS + 1> table{};
  table[NLMSGERR_ATTR_MSG] = {"NLMSGERR_ATTR_MSG", Kind::text};
  table[NLMSGERR_ATTR_OFFS] = {"NLMSGERR_ATTR_OFFS", Kind::u32};
  return table;
}();

/// The kernel says an errno as a negative number.
std::error_code errno_code(int negative)
{
  constexpr int highest_errno = 4095;  // MAX_ERRNO
  if (negative > 0 || negative < -highest_errno)
    throw Malformed("an answer of the kernel has the error number " + std::to_string(negative));
  return negative == 0 ? std::error_code{} : std::error_code(-negative, std::system_category());
}

/// The kernel's words, where `bytes` has any; they are a help, so bad ones are not an error.
std::string text_in(Bytes bytes)
{
  try {
    return Attributes(bytes, answer_attributes).text_or_empty(NLMSGERR_ATTR_MSG);
  } catch (const Malformed&) {
    return {};
  }
}

Bytes without_front(Bytes bytes, std::size_t size)
{
  return bytes.subspan(std::min(bytes.size(), size));
}

}  // namespace

std::optional<Message> take_message(Bytes& datagram)
{
  if (datagram.empty()) return {};
  const auto header = read_front<nlmsghdr>(datagram, "a netlink message");
  if (header.nlmsg_len < sizeof header || header.nlmsg_len > datagram.size())
    throw Malformed("a netlink message is cut short");
  const Bytes payload = datagram.subspan(sizeof header, header.nlmsg_len - sizeof header);
  datagram = without_front(datagram, NLMSG_ALIGN(header.nlmsg_len));
  return Message{header, payload};
}

void add_flags(std::span<std::byte> bytes, int flags)
{
  auto header = read_front<nlmsghdr>(bytes, "a netlink message");
  header.nlmsg_flags = static_cast<std::uint16_t>(header.nlmsg_flags | flags);
  std::memcpy(bytes.data(), &header, sizeof header);
}

std::vector<std::uint32_t> in_one_piece(const Message& message)
{
  const std::size_t size = sizeof message.header + message.payload.size();
  std::vector<std::uint32_t> words((size + sizeof(std::uint32_t) - 1) / sizeof(std::uint32_t));
  const auto bytes = std::as_writable_bytes(std::span(words));
  std::memcpy(bytes.data(), &message.header, sizeof message.header);
  std::ranges::copy(message.payload, bytes.begin() + sizeof message.header);
  return words;
}

Answer read_answer(const Message& message)
{
  const auto error = read_front<nlmsgerr>(message.payload, "an answer of the kernel");
  Answer answer{errno_code(error.error), {}};
  if ((message.header.nlmsg_flags & NLM_F_ACK_TLVS) == 0) return answer;
  // Without NLM_F_CAPPED the request's payload stands between the answer and its attributes.
  const bool capped = (message.header.nlmsg_flags & NLM_F_CAPPED) != 0;
  const std::size_t copied =
      capped ? 0
             : NLMSG_ALIGN(std::max<std::size_t>(error.msg.nlmsg_len, NLMSG_HDRLEN)) - NLMSG_HDRLEN;
  answer.text = text_in(without_front(message.payload, sizeof error + copied));
  return answer;
}

Answer read_end_of_dump(const Message& message)
{
  // A kernel may end a dump without a number; that is a success.
  if (message.payload.empty()) return {};
  const int error = read_front<int>(message.payload, "the end of a dump");
  if (error >= 0) return {};
  Answer answer{errno_code(error), {}};
  if ((message.header.nlmsg_flags & NLM_F_ACK_TLVS) != 0)
    answer.text = text_in(without_front(message.payload, sizeof error));
  return answer;
}

Bytes generic_attributes(const Message& message)
{
  read_front<genlmsghdr>(message.payload, "a generic netlink message");
  return without_front(message.payload, GENL_HDRLEN);
}

}  // namespace ipvsctl::netlink
