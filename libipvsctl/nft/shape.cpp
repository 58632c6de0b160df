// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/nft/shape.hpp"

#include <linux/netfilter/nfnetlink.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>

#include "libipvsctl/nft/attributes.hpp"

namespace ipvsctl::nft {
namespace {

using netlink::Attributes;
using netlink::Bytes;
using netlink::Message;

/// Whether `meets` holds for what is inside each member of a list; `list` is a list's payload.
template <class Meets>
bool all_members(Bytes list, Meets meets)
{
  while (!list.empty())
    if (!meets(netlink::take_attribute(list).second)) return false;
  return true;
}

/// Calls `see` with the type and the payload of each attribute.
template <class See>
void for_each(Bytes attributes, See see)
{
  while (!attributes.empty()) {
    const auto [type, payload] = netlink::take_attribute(attributes);
    see(type, payload);
  }
}

/// How many attributes there are of the last type in `path`, each within one of the type before it.
std::size_t count(Bytes attributes, std::span<const std::uint16_t> path)
{
  std::size_t found = 0;
  for_each(attributes, [&](std::uint16_t type, Bytes payload) {
    if (type != path.front()) return;
    found += path.size() == 1 ? 1 : count(payload, path.subspan(1));
  });
  return found;
}

/// Whether an expression is one of ours; its data is then of the shape that libnftnl expects.
bool is_our_expression(Bytes expression)
{
  const Attributes attributes(expression, expression_attributes);
  if (!attributes.has(NFTA_EXPR_NAME)) throw netlink::Malformed("an expression has no name");
  const std::string_view name = attributes.text(NFTA_EXPR_NAME);
  const auto ours = std::ranges::find(our_expressions, name, &OurExpression::name);
  if (ours == our_expressions.end()) return false;
  if (attributes.has(NFTA_EXPR_DATA))
    netlink::expect_shape(attributes.bytes(NFTA_EXPR_DATA), ours->data);
  return true;
}

/// What is inside the elements that a message lists; empty where it lists none.
Bytes elements_of(const Message& message)
{
  const Attributes list(attributes_of(message), element_list_attributes);
  return list.has(NFTA_SET_ELEM_LIST_ELEMENTS) ? list.bytes(NFTA_SET_ELEM_LIST_ELEMENTS) : Bytes{};
}

}  // namespace

Bytes attributes_of(const Message& message)
{
  netlink::read_front<nfgenmsg>(message.payload, "an nftables message");
  return message.payload.subspan(sizeof(nfgenmsg));
}

void expect_shape(const Message& message, netlink::AttributeTable table)
{
  netlink::expect_shape(attributes_of(message), table);
}

bool has_only_our_expressions(const Message& message)
{
  const Attributes rule(attributes_of(message), rule_attributes);
  return !rule.has(NFTA_RULE_EXPRESSIONS) ||
         all_members(rule.bytes(NFTA_RULE_EXPRESSIONS), is_our_expression);
}

bool set_has_expressions(const Message& message)
{
  const Attributes set(attributes_of(message), set_attributes);
  return set.has(NFTA_SET_EXPR) || set.has(NFTA_SET_EXPRESSIONS);
}

void expect_fields_fit(const Message& message)
{
  constexpr std::array<std::uint16_t, 4> fields{NFTA_SET_DESC, NFTA_SET_DESC_CONCAT, NFTA_LIST_ELEM,
                                                NFTA_SET_FIELD_LEN};
  if (count(attributes_of(message), fields) > NFT_REG32_COUNT)
    throw netlink::Malformed("NFTA_SET_DESC_CONCAT has too many fields");
}

bool elements_have_expressions(const Message& message)
{
  return !all_members(elements_of(message), [](Bytes element) {
    const Attributes attributes(element, element_attributes);
    return !attributes.has(NFTA_SET_ELEM_EXPR) && !attributes.has(NFTA_SET_ELEM_EXPRESSIONS);
  });
}

void pad_unknown_of_elements(std::span<std::byte> bytes)
{
  constexpr std::uint16_t padding = NFTA_SET_ELEM_PAD;
  Bytes rest = bytes;
  all_members(elements_of(netlink::take_message(rest).value()), [&](Bytes element) {
    for_each(element, [&](std::uint16_t type, Bytes payload) {
      if (type < element_attributes.size()) return;
      const auto place = static_cast<std::size_t>(payload.data() - bytes.data()) - NLA_HDRLEN;
      std::memcpy(&bytes[place + offsetof(nlattr, nla_type)], &padding, sizeof padding);
    });
    return true;
  });
}

}  // namespace ipvsctl::nft
