// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/nft/batch_writer.hpp"
#include "libipvsctl/nft/form.hpp"
#include "tests/kernel/namespace.hpp"
#include "tests/kernel/nft_support.hpp"
#include "tests/support/catch.hpp"

using namespace ipvsctl;
using tests::match;
using tests::Namespace;
using tests::Nftables;
using tests::shell;
using tests::standing;

namespace {

const Masquerade inside{*parse_ip_address("10.11.12.0"), 24, "eth0"};

std::string listing_of_others()
{
  return shell(
      "for table in 'inet filter' 'ip nat' 'ip6 lvsd' 'ip lvsd'; do "
      "nft -a list table $table; done");
}

/// Marks on `count` ports of one address.
PacketRules many(unsigned count, std::uint32_t mark)
{
  PacketRules rules = standing();
  for (unsigned port = 1; port <= count; ++port)
    rules.marks[match("192.0.2.1", Protocol::tcp, static_cast<std::uint16_t>(port),
                      static_cast<std::uint16_t>(port))] = mark;
  return rules;
}

/// Between our requests, and in the midst of long answers, somebody else changes a table of his
/// own.
class RestlessNeighbour final : public netlink::Transport {
public:
  void send(std::span<const std::byte> messages) override
  {
    change();
    socket_.send(messages);
  }
  std::optional<std::span<const std::byte>> receive(netlink::Wait wait) override
  {
    if (++parts_ % 3 == 0) change();
    return socket_.receive(wait);
  }
  std::size_t acknowledgements_at_once() const override
  {
    return socket_.acknowledgements_at_once();
  }

private:
  /// His table comes, or goes.
  void change()
  {
    const nft::Table table(nft::make_table());
    nftnl_table_set_str(table.get(), NFTNL_TABLE_NAME, "other");
    nft::Transaction transaction;
    nft::BatchWriter writer(transaction);
    writer.begin();
    writer.table(there_ ? NFT_MSG_DELTABLE : NFT_MSG_NEWTABLE, table);
    writer.end();
    for (const netlink::Answer& answer : neighbour_.exchange(transaction.messages))
      REQUIRE_FALSE(answer.code);
    there_ = !there_;
  }

  netlink::Conversation neighbour_{std::make_unique<netlink::Socket>(NETLINK_NETFILTER)};
  netlink::Socket socket_{NETLINK_NETFILTER};
  bool there_ = false;
  int parts_ = 0;
};

}  // namespace

TEST_CASE("our table is read beside somebody who changes his own without a pause")
{
  const Namespace fresh;
  netlink::Conversation beside(std::make_unique<RestlessNeighbour>());
  CHECK(nft::read_packet_rules(beside) == PacketRules{});
  Nftables nftables;
  REQUIRE(nftables.bring_to(many(1000, 7)).empty());
  CHECK(nft::read_packet_rules(beside) == many(1000, 7));  // in many parts
}

TEST_CASE("other tables stay as they are, those of our name in other families too")
{
  const Namespace fresh;
  shell(
      "nft -f - <<'END'\n"
      "table inet filter {\n"
      " set hosts { type ipv4_addr; elements = { 10.0.0.1, 10.0.0.2 } ; }\n"
      " map marks { type inet_service : mark; elements = { 80 : 7 } ; }\n"
      " chain input { type filter hook input priority 0; policy accept; ip saddr @hosts counter ; "
      "}\n"
      " chain prerouting { type filter hook prerouting priority mangle; meta mark 7 accept ; }\n"
      "}\n"
      "table ip nat { chain postrouting { type nat hook postrouting priority srcnat; "
      "oifname eth0 masquerade ; }\n}\n"
      "table ip lvsd { chain prerouting { type filter hook prerouting priority 0; accept ; }\n}\n"
      "table ip6 lvsd { map ipv4_ports { type inet_service : mark; }\n}\n"
      "END\n");
  const std::string before = listing_of_others();
  Nftables nftables;
  for (unsigned seed = 0; seed < 10; ++seed) {
    std::mt19937 random(seed);
    REQUIRE(nftables.bring_to(tests::random_rules(random)).empty());
  }
  REQUIRE(nftables.bring_to({}).empty());
  CHECK(listing_of_others() == before);
}

TEST_CASE("a table of our name that somebody else made is taken over")
{
  const Namespace fresh;
  shell(
      "nft -f - <<'END'\n"
      "table inet lvsd { chain prerouting { type filter hook prerouting priority 0; drop ; }\n"
      " map ipv4_ports { type ipv4_addr : mark; } ; }\nEND\n");
  Nftables nftables;
  PacketRules there = nftables.read();
  CHECK_FALSE(there.built);
  CHECK(there.altered);
  REQUIRE(nftables.bring_to(standing({}, {inside})).empty());
  CHECK(nftables.read() == standing({}, {inside}));
}

TEST_CASE("five thousand marks are one transaction")
{
  const Namespace fresh;
  Nftables nftables;
  const std::uint32_t before = nftables.generation();
  REQUIRE(nftables.bring_to(many(5000, 7)).empty());
  CHECK(nftables.generation() == before + 1);
  CHECK(nftables.read() == many(5000, 7));
  REQUIRE(nftables.bring_to(many(5000, 8)).empty());
  CHECK(nftables.generation() == before + 2);
  CHECK(nftables.read() == many(5000, 8));
}

TEST_CASE("five thousand refusals keep a good one from nothing")
{
  const Namespace fresh;
  Nftables nftables;
  REQUIRE(nftables.bring_to(many(5000, 7)).empty());
  Plan steps;
  for (const auto& [match, mark] : many(5000, 8).marks)
    steps.push_back(SetMark{match, mark});
  const MarkMatch good = match("192.0.2.2", Protocol::udp, 53, 53);
  steps.push_back(SetMark{good, 9});
  const auto refused = nftables.change(steps);
  CHECK(refused.size() == 5000);
  for (const auto& refusal : refused)
    if (refusal.code != std::errc::file_exists &&
        refusal.code != std::errc::device_or_resource_busy)
      FAIL(refusal.code.message());
  PacketRules expected = many(5000, 7);
  expected.marks[good] = 9;
  CHECK(nftables.read() == expected);
}

TEST_CASE("our table is read whole while others change theirs")
{
  const Namespace fresh;
  Nftables nftables;
  REQUIRE(nftables.bring_to(many(2000, 7)).empty());
  shell(
      "nft add table inet other; nft 'add set inet other s { type ipv4_addr; }'; "
      "(for i in $(seq 200); do nft add element inet other s { 10.0.0.$i }; done) "
      "> /dev/null 2>&1 & echo $! > /run/others.pid");
  for (int i = 0; i < 20; ++i)
    CHECK(nftables.read() == many(2000, 7));
  shell("kill $(cat /run/others.pid) 2> /dev/null || true");
}
