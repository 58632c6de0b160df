// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/nft/shape.hpp"

#include <linux/netfilter/nfnetlink.h>

#include <algorithm>
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

bool elements_have_expressions(const Message& message)
{
  const Attributes list(attributes_of(message), element_list_attributes);
  return list.has(NFTA_SET_ELEM_LIST_ELEMENTS) &&
         !all_members(list.bytes(NFTA_SET_ELEM_LIST_ELEMENTS), [](Bytes element) {
           const Attributes attributes(element, element_attributes);
           return !attributes.has(NFTA_SET_ELEM_EXPR) && !attributes.has(NFTA_SET_ELEM_EXPRESSIONS);
         });
}

}  // namespace ipvsctl::nft
