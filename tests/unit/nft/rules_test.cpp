// SPDX-License-Identifier: GPL-2.0-or-later
#include <linux/netlink.h>

#include <array>

#include "libipvsctl/nft/expressions.hpp"
#include "libipvsctl/nft/form.hpp"
#include "libipvsctl/nft/masquerade_rule.hpp"
#include "tests/support/catch.hpp"

using namespace ipvsctl;
using namespace ipvsctl::nft;

namespace {

/// The rule as it is after a way through a netlink message.
Rule travelled(const Rule& rule)
{
  alignas(nlmsghdr) std::array<char, 4096> buffer{};
  nlmsghdr* const header =
      nftnl_nlmsg_build_hdr(buffer.data(), NFT_MSG_NEWRULE, table_family, 0, 0);
  nftnl_rule_nlmsg_build_payload(header, rule.get());
  Rule read(nftnl_rule_alloc());
  REQUIRE(nftnl_rule_nlmsg_parse(header, read.get()) == 0);
  return read;
}

std::string number(const nftnl_expr& expression, std::uint16_t attribute)
{
  return std::to_string(nftnl_expr_get_u32(&expression, attribute));
}

std::string hex(const nftnl_expr& expression, std::uint16_t attribute)
{
  std::uint32_t length = 0;
  const auto* bytes =
      static_cast<const std::uint8_t*>(nftnl_expr_get(&expression, attribute, &length));
  std::string text;
  for (std::uint32_t i = 0; i < length; ++i)
    for (const unsigned digit : {bytes[i] / 16U, bytes[i] % 16U})
      text += "0123456789abcdef"[digit];
  return text;
}

std::string said_by(const nftnl_expr& expression)
{
  const std::string name = nftnl_expr_get_str(&expression, NFTNL_EXPR_NAME);
  const auto of = [&](std::uint16_t attribute) { return " " + number(expression, attribute); };
  if (name == "meta" && nftnl_expr_is_set(&expression, NFTNL_EXPR_META_SREG))
    return name + of(NFTNL_EXPR_META_KEY) + " <-" + of(NFTNL_EXPR_META_SREG);
  if (name == "meta") return name + of(NFTNL_EXPR_META_KEY) + " ->" + of(NFTNL_EXPR_META_DREG);
  if (name == "payload")
    return name + of(NFTNL_EXPR_PAYLOAD_BASE) + of(NFTNL_EXPR_PAYLOAD_OFFSET) +
           of(NFTNL_EXPR_PAYLOAD_LEN) + " ->" + of(NFTNL_EXPR_PAYLOAD_DREG);
  if (name == "cmp")
    return name + of(NFTNL_EXPR_CMP_SREG) + " = " + hex(expression, NFTNL_EXPR_CMP_DATA);
  if (name == "bitwise")
    return name + of(NFTNL_EXPR_BITWISE_SREG) + " & " + hex(expression, NFTNL_EXPR_BITWISE_MASK) +
           " ->" + of(NFTNL_EXPR_BITWISE_DREG);
  if (name == "lookup")
    return name + of(NFTNL_EXPR_LOOKUP_SREG) + " in " +
           nftnl_expr_get_str(&expression, NFTNL_EXPR_LOOKUP_SET) + " ->" +
           of(NFTNL_EXPR_LOOKUP_DREG);
  return name;
}

/// The rule in words that do not depend on libnftnl's version: registers as the kernel numbers
/// them, data as it travels.
std::vector<std::string> said_by(const Rule& rule)
{
  std::vector<std::string> said;
  const ExpressionIterator iterator(nftnl_expr_iter_create(rule.get()));
  while (const nftnl_expr* next = nftnl_expr_iter_next(iterator.get()))
    said.push_back(said_by(*next));
  return said;
}

Masquerade masquerade_of(const char* source, std::uint8_t prefix_length, const char* interface)
{
  return {*parse_ip_address(source), prefix_length, interface};
}

const std::vector all_kinds{
    masquerade_of("10.11.12.0", 24, "eth0"),   masquerade_of("10.11.12.13", 32, "eth0"),
    masquerade_of("0.0.0.0", 0, "eth0"),       masquerade_of("128.0.0.0", 1, "a23456789012345"),
    masquerade_of("10.11.8.0", 21, "wan.100"), masquerade_of("2001:db8::", 61, "eth0"),
    masquerade_of("2001:db8::1", 128, "e"),    masquerade_of("::", 0, "eth0"),
};

}  // namespace

TEST_CASE("a mark rule looks up address, protocol and port and sets what it finds")
{
  CHECK(said_by(make_mark_rule(prerouting, maps[0])) ==
        std::vector<std::string>{
            "meta 15 -> 1",         // NFT_META_NFPROTO
            "cmp 1 = 02",           // NFPROTO_IPV4
            "payload 1 16 4 -> 1",  // network header, destination
            "meta 16 -> 9",         // NFT_META_L4PROTO, behind four bytes
            "payload 2 2 2 -> 10",  // transport header, destination port
            "lookup 1 in ipv4_ports -> 1",
            "meta 3 <- 1",  // NFT_META_MARK
        });
}

TEST_CASE("an IPv6 mark rule has the wider address in its registers")
{
  CHECK(said_by(make_mark_rule(prerouting, maps[2])) == std::vector<std::string>{
                                                            "meta 15 -> 1",
                                                            "cmp 1 = 0a",
                                                            "payload 1 24 16 -> 1",
                                                            "meta 16 -> 2",
                                                            "payload 2 2 2 -> 13",
                                                            "lookup 1 in ipv6_ports -> 1",
                                                            "meta 3 <- 1",
                                                        });
}

TEST_CASE("the mark rules of a chain are these, all of them, in this order")
{
  std::vector<Rule> rules;
  for (const MapForm& map : maps)
    rules.push_back(travelled(make_mark_rule(output, map)));
  CHECK(are_mark_rules(rules, output));

  SECTION("one fewer")
  {
    rules.pop_back();
    CHECK_FALSE(are_mark_rules(rules, output));
  }
  SECTION("one more")
  {
    rules.push_back(travelled(make_mark_rule(output, maps[0])));
    CHECK_FALSE(are_mark_rules(rules, output));
  }
  SECTION("another order")
  {
    std::swap(rules[0], rules[1]);
    CHECK_FALSE(are_mark_rules(rules, output));
  }
  SECTION("an expression more")
  {
    add(rules[0], set_mark(NFT_REG_2));
    CHECK_FALSE(are_mark_rules(rules, output));
  }
}

TEST_CASE("a masquerade rule reads back as it was made")
{
  for (const Masquerade& masquerade : all_kinds) {
    INFO(masquerade);
    CHECK(read_masquerade_rule(travelled(make_masquerade_rule(masquerade))) == masquerade);
  }
}

TEST_CASE("a masquerade rule says source, interface and masquerade")
{
  CHECK(said_by(make_masquerade_rule(masquerade_of("10.11.12.0", 22, "eth0"))) ==
        std::vector<std::string>{
            "meta 15 -> 1",
            "cmp 1 = 02",
            "payload 1 12 4 -> 1",  // network header, source
            "bitwise 1 & fffffc00 -> 1",
            "cmp 1 = 0a0b0c00",
            "meta 7 -> 1",  // NFT_META_OIFNAME
            "cmp 1 = 65746830000000000000000000000000",
            "masq",
        });
}

TEST_CASE("a prefix of whole bytes is compared without a mask, as nft itself writes it")
{
  const auto said = said_by(make_masquerade_rule(masquerade_of("10.11.12.0", 24, "eth0")));
  CHECK(said.at(2) == "payload 1 12 3 -> 1");
  CHECK(said.at(3) == "cmp 1 = 0a0b0c");
}

TEST_CASE("a rule that says more or other than masquerade is not ours")
{
  const Rule rule = make_masquerade_rule(all_kinds[0]);
  REQUIRE(read_masquerade_rule(rule));
  SECTION("a mark is set as well")
  {
    add(rule, set_mark(NFT_REG_1));
  }
  SECTION("another comparison")
  {
    add(rule, expect(NFT_REG_2, std::array{std::byte{1}, std::byte{2}}));
  }
  CHECK_FALSE(read_masquerade_rule(rule));
  CHECK_FALSE(read_masquerade_rule(make_mark_rule(prerouting, maps[0])));
  CHECK_FALSE(read_masquerade_rule(make_rule(postrouting)));
}

TEST_CASE("masquerades come with the handles of their rules, and none may be there twice")
{
  std::vector<Rule> rules;
  for (const Masquerade& masquerade : all_kinds) {
    rules.push_back(make_masquerade_rule(masquerade));
    nftnl_rule_set_u64(rules.back().get(), NFTNL_RULE_HANDLE, rules.size());
  }
  const auto handles = read_masquerades(rules);
  REQUIRE(handles);
  CHECK(handles->size() == all_kinds.size());
  CHECK(handles->at(all_kinds[2]) == 3);

  rules.push_back(make_masquerade_rule(all_kinds[0]));
  CHECK_FALSE(read_masquerades(rules));
}

TEST_CASE("a chain is as made only with its hook, priority and policy")
{
  const Chain chain = make_chain(prerouting);
  CHECK(is_as_made(chain, prerouting));
  CHECK_FALSE(is_as_made(chain, output));
  SECTION("another priority")
  {
    nftnl_chain_set_s32(chain.get(), NFTNL_CHAIN_PRIO, -149);
  }
  SECTION("a policy that drops")
  {
    nftnl_chain_set_u32(chain.get(), NFTNL_CHAIN_POLICY, NF_DROP);
  }
  SECTION("another type")
  {
    nftnl_chain_set_str(chain.get(), NFTNL_CHAIN_TYPE, "route");
  }
  SECTION("no type")
  {
    nftnl_chain_unset(chain.get(), NFTNL_CHAIN_TYPE);
  }
  CHECK_FALSE(is_as_made(chain, prerouting));
}

TEST_CASE("a map is as made only with its flags, lengths and no limit")
{
  for (const MapForm& form : maps) {
    const Map map = make_map(form);
    CHECK(is_as_made(map, form));
    nftnl_set_set_u32(map.get(), NFTNL_SET_DESC_SIZE, 10);
    CHECK_FALSE(is_as_made(map, form));
  }
  CHECK_FALSE(is_as_made(make_map(maps[0]), maps[1]));
  CHECK_FALSE(is_as_made(make_map(maps[0]), maps[2]));
}

TEST_CASE("a table that sleeps is not as made")
{
  const Table table = make_table();
  CHECK(is_as_made(table));
  nftnl_table_set_u32(table.get(), NFTNL_TABLE_FLAGS, NFT_TABLE_F_DORMANT);
  CHECK_FALSE(is_as_made(table));
}
