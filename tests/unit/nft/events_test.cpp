// SPDX-License-Identifier: GPL-2.0-or-later
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>

#include "libipvsctl/netlink/request.hpp"
#include "libipvsctl/nft/names.hpp"
#include "libipvsctl/nft/reading.hpp"
#include "tests/support/catch.hpp"

using namespace ipvsctl;
using namespace ipvsctl::nft;

namespace {

netlink::Request event(nf_tables_msg_types type, std::uint8_t family, const char* table)
{
  netlink::Request event;
  const nfgenmsg header{family, NFNETLINK_V0, 0};
  event.begin(static_cast<std::uint16_t>(NFNL_SUBSYS_NFTABLES << 8 | type), 0);
  event.put_header(std::as_bytes(std::span(&header, 1)));
  if (table != nullptr) event.put_text(NFTA_TABLE_NAME, table);
  return event;
}

bool concerns_us(const netlink::Request& event)
{
  netlink::Bytes bytes = event.bytes();
  return concerns_our_table(*netlink::take_message(bytes));
}

}  // namespace

TEST_CASE("events of our table concern us, whatever they are about")
{
  for (const auto type : {NFT_MSG_NEWTABLE, NFT_MSG_DELTABLE, NFT_MSG_DELCHAIN, NFT_MSG_NEWRULE,
                          NFT_MSG_DELRULE, NFT_MSG_DELSET, NFT_MSG_NEWSETELEM, NFT_MSG_DELSETELEM})
    CHECK(concerns_us(event(type, NFPROTO_INET, "lvsd")));
}

TEST_CASE("events of others do not: another table, another family, a new generation")
{
  CHECK_FALSE(concerns_us(event(NFT_MSG_DELTABLE, NFPROTO_INET, "filter")));
  CHECK_FALSE(concerns_us(event(NFT_MSG_DELTABLE, NFPROTO_IPV4, "lvsd")));
  CHECK_FALSE(concerns_us(event(NFT_MSG_NEWRULE, NFPROTO_INET, nullptr)));
  netlink::Request generation = event(NFT_MSG_NEWGEN, NFPROTO_INET, nullptr);
  generation.put_u32(NFTA_GEN_ID, 7);
  CHECK_FALSE(concerns_us(generation));
}

TEST_CASE("an event that is cut short is met")
{
  nlmsghdr header{};
  header.nlmsg_len = sizeof header;
  header.nlmsg_type = NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_NEWRULE;
  CHECK_THROWS_AS(concerns_our_table({header, {}}), netlink::Malformed);
}
