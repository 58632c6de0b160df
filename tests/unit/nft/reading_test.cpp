// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/nft/reading.hpp"

#include <arpa/inet.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>

#include <functional>

#include "libipvsctl/netlink/request.hpp"
#include "libipvsctl/nft/expressions.hpp"
#include "libipvsctl/nft/names.hpp"
#include "tests/support/catch.hpp"

using namespace ipvsctl;
using namespace ipvsctl::nft;
using netlink::Malformed;
using netlink::Request;

namespace {

/// What the kernel says about an object of our table, with what `fill` puts into it.
Request said(nf_tables_msg_types type, const std::function<void(Request&)>& fill)
{
  Request message;
  const nfgenmsg header{table_family, NFNETLINK_V0, 0};
  message.begin(static_cast<std::uint16_t>(NFNL_SUBSYS_NFTABLES << 8 | type), 0);
  message.put_header(std::as_bytes(std::span(&header, 1)));
  message.put_text(NFTA_TABLE_NAME, table_name);
  fill(message);
  return message;
}

netlink::Message message_in(const Request& request)
{
  netlink::Bytes bytes = request.bytes();
  return *netlink::take_message(bytes);
}

Request rule_with_expression(const char* name)
{
  return said(NFT_MSG_NEWRULE, [&](Request& to) {
    to.put_nest(NFTA_RULE_EXPRESSIONS, [&] {
      to.put_nest(NFTA_LIST_ELEM, [&] {
        if (name != nullptr) to.put_text(NFTA_EXPR_NAME, name);
      });
    });
  });
}

}  // namespace

TEST_CASE("a rule with an expression of ours is read")
{
  CHECK(texts_of(read_rule(message_in(rule_with_expression("masq")))).size() == 1);
}

TEST_CASE("a rule with an expression that ours never have is read as an empty one")
{
  for (const char* name : {"limit", "of a kernel to come"})
    CHECK(texts_of(read_rule(message_in(rule_with_expression(name)))).empty());
}

TEST_CASE("an expression without a name is malformed")
{
  CHECK_THROWS_AS(read_rule(message_in(rule_with_expression(nullptr))), Malformed);
}

TEST_CASE("an attribute of a wrong size is malformed, whatever the object")
{
  const auto wrong = [](nf_tables_msg_types type, std::uint16_t attribute) {
    return said(type, [&](Request& to) { to.put_u8(attribute, 1); });
  };
  CHECK_THROWS_AS(read_table(message_in(wrong(NFT_MSG_NEWTABLE, NFTA_TABLE_USE))), Malformed);
  CHECK_THROWS_AS(read_chain(message_in(wrong(NFT_MSG_NEWCHAIN, NFTA_CHAIN_POLICY))), Malformed);
  CHECK_THROWS_AS(read_rule(message_in(wrong(NFT_MSG_NEWRULE, NFTA_RULE_HANDLE))), Malformed);
  CHECK_THROWS_AS(read_map(message_in(wrong(NFT_MSG_NEWSET, NFTA_SET_FLAGS))), Malformed);
  const Request elements = said(NFT_MSG_NEWSETELEM, [](Request& to) {
    to.put_nest(NFTA_SET_ELEM_LIST_ELEMENTS,
                [&] { to.put_nest(NFTA_LIST_ELEM, [&] { to.put_u8(NFTA_SET_ELEM_FLAGS, 1); }); });
  });
  CHECK_THROWS_AS(read_elements(message_in(elements)), Malformed);
}

TEST_CASE("a text without an end is malformed")
{
  const Request chain = said(NFT_MSG_NEWCHAIN, [](Request& to) {
    to.put(NFTA_CHAIN_NAME, std::as_bytes(std::span("output", 6)));
  });
  CHECK_THROWS_AS(read_chain(message_in(chain)), Malformed);
}

TEST_CASE("a map with counters is read as an empty one")
{
  const Request map = said(NFT_MSG_NEWSET, [](Request& to) {
    to.put_text(NFTA_SET_NAME, "ipv4_ports");
    to.put_nest(NFTA_SET_EXPR, [&] { to.put_text(NFTA_EXPR_NAME, "counter"); });
  });
  CHECK(nftnl_set_get_str(read_map(message_in(map)).get(), NFTNL_SET_NAME) == nullptr);
}

TEST_CASE("what a kernel to come says of an element is passed over")
{
  const Request elements = said(NFT_MSG_NEWSETELEM, [](Request& to) {
    to.put_nest(NFTA_SET_ELEM_LIST_ELEMENTS, [&] {
      to.put_nest(NFTA_LIST_ELEM, [&] {
        to.put_u32(NFTA_SET_ELEM_FLAGS, 0);
        // libnftnl 1.2.4 takes those up to 18 (NFTA_SET_MAX), and has room for 12.
        for (std::uint16_t type = NFTA_SET_ELEM_EXPRESSIONS + 1; type < 30; ++type)
          to.put_text(type, "of a kernel to come");
      });
    });
  });
  const Map map = read_elements(message_in(elements));
  const ElementIterator iterator(allocated(nftnl_set_elems_iter_create(map.get())));
  const nftnl_set_elem* const element = nftnl_set_elems_iter_next(iterator.get());
  REQUIRE(element != nullptr);
  CHECK(nftnl_set_elem_is_set(element, NFTNL_SET_ELEM_FLAGS));
  CHECK(nftnl_set_elems_iter_next(iterator.get()) == nullptr);
}

TEST_CASE("a key may have as many fields as the kernel has registers")
{
  const auto map_with_fields = [](std::size_t fields) {
    return said(NFT_MSG_NEWSET, [&](Request& to) {
      to.put_nest(NFTA_SET_DESC, [&] {
        to.put_nest(NFTA_SET_DESC_CONCAT, [&] {
          for (std::size_t i = 0; i < fields; ++i)
            to.put_nest(NFTA_LIST_ELEM, [&] { to.put_u32(NFTA_SET_FIELD_LEN, htonl(4)); });
        });
      });
    });
  };
  std::uint32_t bytes = 0;
  const Map map = read_map(message_in(map_with_fields(NFT_REG32_COUNT)));
  CHECK(nftnl_set_get_data(map.get(), NFTNL_SET_DESC_CONCAT, &bytes) != nullptr);
  CHECK(bytes == NFT_REG32_COUNT);
  CHECK_THROWS_AS(read_map(message_in(map_with_fields(NFT_REG32_COUNT + 1))), Malformed);
}
