// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/netlink/trace.hpp"

#include <algorithm>

namespace ipvsctl::netlink {
namespace {

std::string hexadecimal(Bytes bytes)
{
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const std::byte byte : bytes) {
    text += digits[std::to_integer<unsigned>(byte) >> 4U];
    text += digits[std::to_integer<unsigned>(byte) & 15U];
  }
  return text;
}

std::string all_attributes(Bytes bytes, AttributeTable table);

/// The value of the attribute `type`, which is the only one in `known`.
std::string value(const Attributes& known, std::size_t type, const Attribute& attribute)
{
  switch (attribute.kind) {
    case Kind::u8:
      return std::to_string(known.u8(type));
    case Kind::u16:
      return std::to_string(known.u16(type));
    case Kind::u16_network:
      return std::to_string(known.u16_network(type));
    case Kind::u32:
      return std::to_string(known.u32(type));
    case Kind::u64:
    case Kind::counter:
      return std::to_string(known.counter(type));
    case Kind::text:
      return '"' + std::string(known.text(type)) + '"';
    case Kind::unknown:
    case Kind::address:
    case Kind::flags:
    case Kind::nest:
      break;
  }
  return hexadecimal(known.bytes(type));
}

/// One attribute, header included, which a kernel that marks nests may have marked as one.
std::string one_attribute(Bytes whole, std::size_t type, Bytes payload, AttributeTable table)
{
  const bool known = type < table.size() && table[type].name != nullptr;
  const std::string name = known ? table[type].name : '#' + std::to_string(type);
  const bool marked = (read_front<nlattr>(whole, "an attribute").nla_type & NLA_F_NESTED) != 0;
  if (known && table[type].kind == Kind::nest)
    return name + '{' + all_attributes(payload, table[type].inside) + '}';
  if (!known && marked) return name + '{' + all_attributes(payload, {}) + '}';
  if (!known || !fits(table[type].kind, payload)) return name + '=' + hexadecimal(payload);
  return name + '=' + value({whole, table}, type, table[type]);
}

std::string all_attributes(Bytes bytes, AttributeTable table)
{
  std::string text;
  try {
    while (!bytes.empty()) {
      const Bytes from = bytes;
      const auto [type, payload] = take_attribute(bytes);
      if (!text.empty()) text += ' ';
      text += one_attribute(from.first(from.size() - bytes.size()), type, payload, table);
    }
  } catch (const Malformed& malformed) {
    text += std::string(text.empty() ? "" : " ") + "(" + malformed.what() + ": " +
            hexadecimal(bytes) + ")";
  }
  return text;
}

std::string answer_text(const Message& message)
{
  const Answer answer = read_answer(message);
  if (!answer.code) return "done";
  return "refused: " + answer.code.message() + (answer.text.empty() ? "" : ": " + answer.text);
}

std::string command_text(const Message& message, Dialect dialect)
{
  const Spoken spoken = dialect(message);
  std::string text =
      spoken.name.empty() ? "message " + std::to_string(message.header.nlmsg_type) : spoken.name;
  if ((message.header.nlmsg_flags & NLM_F_ACK) != 0) text += " ack";
  if ((message.header.nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP) text += " dump";
  const std::size_t header = std::min(spoken.header_bytes, message.payload.size());
  const std::string attributes = all_attributes(message.payload.subspan(header), spoken.attributes);
  return attributes.empty() ? text : text + ' ' + attributes;
}

std::string message_text(const Message& message, Dialect dialect)
{
  try {
    if (message.header.nlmsg_type == NLMSG_ERROR) return answer_text(message);
    if (message.header.nlmsg_type == NLMSG_DONE) return "end of list";
    return command_text(message, dialect);
  } catch (const Malformed& malformed) {
    return std::string(malformed.what()) + ": " + hexadecimal(message.payload);
  }
}

}  // namespace

std::vector<std::string> trace_lines(Bytes datagram, Dialect dialect)
{
  std::vector<std::string> lines;
  try {
    while (const auto message = take_message(datagram))
      lines.push_back(std::to_string(message->header.nlmsg_seq) + ' ' +
                      message_text(*message, dialect));
  } catch (const Malformed& malformed) {
    lines.push_back(std::string(malformed.what()) + ": " + hexadecimal(datagram));
  }
  return lines;
}

}  // namespace ipvsctl::netlink
