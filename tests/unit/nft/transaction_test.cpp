// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/nft/transaction.hpp"

#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netlink.h>

#include <cstring>
#include <numeric>

#include "tests/support/catch.hpp"

using namespace ipvsctl;
using namespace ipvsctl::nft;

namespace {

using Types = std::vector<int>;

const MarkMatch web{*parse_ip_address("192.0.2.1"), Protocol::tcp, {80, 80}};
const Masquerade inside{*parse_ip_address("10.11.12.0"), 24, "eth0"};
const Masquerade other{*parse_ip_address("10.11.13.0"), 24, "eth0"};

Transaction transaction_of(const Plan& steps, const Postrouting& before = {})
{
  std::vector<std::size_t> all(steps.size());
  std::iota(all.begin(), all.end(), 0U);
  return make_transaction(steps, all, before);
}

/// The types of the changes in it: those of nftables, without the batch's begin and end.
Types changes_in(const Transaction& transaction)
{
  Types types;
  for (std::size_t at = 0; at < transaction.messages.size();) {
    nlmsghdr header{};
    std::memcpy(&header, transaction.messages.data() + at, sizeof header);
    types.push_back(header.nlmsg_type);
    at += NLMSG_ALIGN(header.nlmsg_len);
  }
  REQUIRE(types.size() == transaction.steps_of.size());
  REQUIRE(types.size() >= 2);
  CHECK(types.front() == NFNL_MSG_BATCH_BEGIN);
  CHECK(types.back() == NFNL_MSG_BATCH_END);
  types.erase(types.begin());
  types.pop_back();
  for (int& type : types)
    type &= 0xff;
  return types;
}

}  // namespace

TEST_CASE(
    "a table is built in place of what has its name: maps before the rules that look into them")
{
  CHECK(changes_in(transaction_of({BuildPacketRules{}})) ==
        Types{NFT_MSG_NEWTABLE, NFT_MSG_DELTABLE, NFT_MSG_NEWTABLE, NFT_MSG_NEWSET, NFT_MSG_NEWSET,
              NFT_MSG_NEWSET, NFT_MSG_NEWSET, NFT_MSG_NEWCHAIN, NFT_MSG_NEWRULE, NFT_MSG_NEWRULE,
              NFT_MSG_NEWRULE, NFT_MSG_NEWRULE, NFT_MSG_NEWCHAIN, NFT_MSG_NEWRULE, NFT_MSG_NEWRULE,
              NFT_MSG_NEWRULE, NFT_MSG_NEWRULE});
}

TEST_CASE("a mark that changes is two elements and nothing else")
{
  CHECK(changes_in(transaction_of({RemoveMark{web, 7}, SetMark{web, 8}})) ==
        Types{NFT_MSG_DELSETELEM, NFT_MSG_NEWSETELEM});
}

TEST_CASE("the chain for masquerading comes with the first masquerade")
{
  CHECK(changes_in(transaction_of({AddMasquerade{inside}, AddMasquerade{other}})) ==
        Types{NFT_MSG_NEWCHAIN, NFT_MSG_NEWRULE, NFT_MSG_NEWRULE});
  CHECK(changes_in(transaction_of({AddMasquerade{other}}, {true, {{inside, 5}}})) ==
        Types{NFT_MSG_NEWRULE});
}

TEST_CASE("the chain for masquerading goes with the last masquerade")
{
  CHECK(changes_in(transaction_of({RemoveMasquerade{inside}}, {true, {{inside, 5}}})) ==
        Types{NFT_MSG_DELRULE, NFT_MSG_DELCHAIN});
  CHECK(changes_in(transaction_of({RemoveMasquerade{inside}}, {true, {{inside, 5}, {other, 6}}})) ==
        Types{NFT_MSG_DELRULE});
  CHECK(changes_in(transaction_of({RemoveMasquerade{inside}, AddMasquerade{other}},
                                  {true, {{inside, 5}}})) ==
        Types{NFT_MSG_DELRULE, NFT_MSG_NEWRULE});
}

TEST_CASE("a table that is built anew has no chain for masquerading yet")
{
  const auto types = changes_in(
      transaction_of({BuildPacketRules{}, AddMasquerade{inside}}, {true, {{inside, 5}}}));
  CHECK(std::vector(types.end() - 2, types.end()) == Types{NFT_MSG_NEWCHAIN, NFT_MSG_NEWRULE});
}

TEST_CASE("each message knows its step")
{
  const Plan steps{SetMark{web, 7}, RemoveMark{web, 7}, AddMasquerade{inside}};
  const auto none = Transaction::no_step;
  CHECK(transaction_of(steps).steps_of == std::vector<std::size_t>{none, 0, 1, 2, 2, none});
  CHECK(make_transaction(steps, std::vector<std::size_t>{2}, {}).steps_of ==
        std::vector<std::size_t>{none, 2, 2, none});
}

TEST_CASE("steps of other kinds are none of its business")
{
  CHECK(changes_in(transaction_of({SetSysctl{"net/ipv4/ip_forward", "1"}})).empty());
}
