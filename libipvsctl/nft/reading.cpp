// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/nft/reading.hpp"

#include <arpa/inet.h>
#include <linux/netfilter/nfnetlink.h>

#include <array>

#include "libipvsctl/nft/attributes.hpp"
#include "libipvsctl/nft/names.hpp"
#include "libipvsctl/nft/shape.hpp"

namespace ipvsctl::nft {
namespace {

template <class Object, class Parse>
void parse(std::span<const std::uint32_t> words, const Object& into, Parse parse_into,
           const char* what)
{
  const auto* const header = reinterpret_cast<const nlmsghdr*>(words.data());
  if (parse_into(header, into.get()) < 0)
    throw netlink::Malformed(std::string("cannot read ") + what);
}

constexpr auto generation_attributes = [] {
  std::array<netlink::Attribute, NFTA_GEN_ID + 1> table{};
  table[NFTA_GEN_ID] = {"NFTA_GEN_ID", netlink::Kind::u32};
  return table;
}();

// Every object of nftables names its table in the same attribute.
static_assert(int{NFTA_TABLE_NAME} == 1 && int{NFTA_CHAIN_TABLE} == 1 && int{NFTA_RULE_TABLE} == 1);
static_assert(int{NFTA_SET_TABLE} == 1 && int{NFTA_SET_ELEM_LIST_TABLE} == 1);
static_assert(int{NFTA_OBJ_TABLE} == 1 && int{NFTA_FLOWTABLE_TABLE} == 1);
constexpr auto named_table = [] {
  std::array<netlink::Attribute, NFTA_TABLE_NAME + 1> table{};
  table[NFTA_TABLE_NAME] = {"NFTA_TABLE_NAME", netlink::Kind::text};
  return table;
}();

}  // namespace

Table read_table(const netlink::Message& message)
{
  expect_shape(message, table_attributes);
  Table table(allocated(nftnl_table_alloc()));
  parse(netlink::in_one_piece(message), table, nftnl_table_nlmsg_parse, "an nftables table");
  return table;
}

Chain read_chain(const netlink::Message& message)
{
  expect_shape(message, chain_attributes);
  Chain chain(allocated(nftnl_chain_alloc()));
  parse(netlink::in_one_piece(message), chain, nftnl_chain_nlmsg_parse,
        "a chain of an nftables table");
  return chain;
}

Rule read_rule(const netlink::Message& message)
{
  expect_shape(message, rule_attributes);
  Rule rule(allocated(nftnl_rule_alloc()));
  if (!has_only_our_expressions(message)) return rule;
  parse(netlink::in_one_piece(message), rule, nftnl_rule_nlmsg_parse,
        "a rule of an nftables table");
  return rule;
}

Map read_map(const netlink::Message& message)
{
  expect_shape(message, set_attributes);
  expect_fields_fit(message);
  Map map(allocated(nftnl_set_alloc()));
  if (set_has_expressions(message)) return map;
  parse(netlink::in_one_piece(message), map, nftnl_set_nlmsg_parse, "a map of an nftables table");
  return map;
}

Map read_elements(const netlink::Message& message)
{
  expect_shape(message, element_list_attributes);
  Map map(allocated(nftnl_set_alloc()));
  if (elements_have_expressions(message)) return map;
  auto words = netlink::in_one_piece(message);
  pad_unknown_of_elements(std::as_writable_bytes(std::span(words)));
  parse(words, map, nftnl_set_elems_nlmsg_parse, "the elements of an nftables map");
  return map;
}

std::uint32_t read_generation(const netlink::Message& message)
{
  const netlink::Attributes attributes(attributes_of(message), generation_attributes);
  return ntohl(attributes.u32(NFTA_GEN_ID));
}

bool concerns_our_table(const netlink::Message& message)
{
  const auto header = netlink::read_front<nfgenmsg>(message.payload, "an nftables event");
  if (header.nfgen_family != table_family) return false;
  if (NFNL_MSG_TYPE(message.header.nlmsg_type) == NFT_MSG_NEWGEN) return false;
  const netlink::Attributes attributes(attributes_of(message), named_table);
  return attributes.has(NFTA_TABLE_NAME) && attributes.text(NFTA_TABLE_NAME) == table_name;
}

}  // namespace ipvsctl::nft
