// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/plan/carried_out.hpp"
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

const MarkMatch web = match("192.0.2.1", Protocol::tcp, 80, 80);
const MarkMatch passive = match("192.0.2.1", Protocol::tcp, 10000, 20000);
const MarkMatch names = match("2001:db8::53", Protocol::udp, 53, 53);
const MarkMatch voice = match("2001:db8::53", Protocol::udp, 5060, 5062);
const Masquerade inside{*parse_ip_address("10.11.12.0"), 24, "eth0"};
const Masquerade inside6{*parse_ip_address("2001:db8:1::"), 48, "eth0"};

PacketRules example()
{
  return standing({{web, 1}, {passive, 1}, {names, 2}, {voice, 0xfedcba98}}, {inside, inside6});
}

std::string ruleset()
{
  return shell("nft list ruleset");
}

}  // namespace

TEST_CASE("there is no table until it is built")
{
  const Namespace fresh;
  CHECK(Nftables().read() == PacketRules{});
  CHECK(ruleset().empty());
}

TEST_CASE("nft shows the table as an administrator would have written it")
{
  const Namespace fresh;
  REQUIRE(Nftables().bring_to(example()).empty());
  CHECK(ruleset() == R"(table inet lvsd {
	map ipv4_ports {
		type ipv4_addr . inet_proto . inet_service : mark
		elements = { 192.0.2.1 . tcp . 80 : 0x00000001 }
	}

	map ipv4_port_ranges {
		type ipv4_addr . inet_proto . inet_service : mark
		flags interval
		elements = { 192.0.2.1 . tcp . 10000-20000 : 0x00000001 }
	}

	map ipv6_ports {
		type ipv6_addr . inet_proto . inet_service : mark
		elements = { 2001:db8::53 . udp . 53 : 0x00000002 }
	}

	map ipv6_port_ranges {
		type ipv6_addr . inet_proto . inet_service : mark
		flags interval
		elements = { 2001:db8::53 . udp . 5060-5062 : 0xfedcba98 }
	}

	chain prerouting {
		type filter hook prerouting priority mangle; policy accept;
		meta mark set ip daddr . meta l4proto . th dport map @ipv4_ports
		meta mark set ip daddr . meta l4proto . th dport map @ipv4_port_ranges
		meta mark set ip6 daddr . meta l4proto . th dport map @ipv6_ports
		meta mark set ip6 daddr . meta l4proto . th dport map @ipv6_port_ranges
	}

	chain output {
		type filter hook output priority mangle; policy accept;
		meta mark set ip daddr . meta l4proto . th dport map @ipv4_ports
		meta mark set ip daddr . meta l4proto . th dport map @ipv4_port_ranges
		meta mark set ip6 daddr . meta l4proto . th dport map @ipv6_ports
		meta mark set ip6 daddr . meta l4proto . th dport map @ipv6_port_ranges
	}

	chain postrouting {
		type nat hook postrouting priority srcnat; policy accept;
		ip saddr 10.11.12.0/24 oifname "eth0" masquerade
		ip6 saddr 2001:db8:1::/48 oifname "eth0" masquerade
	}
}
)");
}

TEST_CASE("whatever was set reads back equal, and comes by the steps that differ")
{
  const Namespace fresh;
  Nftables nftables;
  for (unsigned seed = 0; seed < 60; ++seed) {
    std::mt19937 random(seed);
    const PacketRules desired = tests::random_rules(random);
    INFO("seed " << seed);
    REQUIRE(nftables.bring_to(desired).empty());
    REQUIRE(nftables.read() == desired);
  }
}

TEST_CASE("the table goes altogether")
{
  const Namespace fresh;
  Nftables nftables;
  nftables.bring_to(example());
  CHECK(nftables.bring_to({}).empty());
  CHECK(ruleset().empty());
}

TEST_CASE("an old range and a new one that overlaps it change places in one transaction")
{
  const Namespace fresh;
  Nftables nftables;
  const MarkMatch shifted = match("192.0.2.1", Protocol::tcp, 15000, 25000);
  const MarkMatch inner = match("192.0.2.1", Protocol::tcp, 16000, 17000);
  for (const MarkMatch& next : {passive, shifted, inner, passive}) {
    const PacketRules desired = standing({{next, 7}});
    REQUIRE(nftables.bring_to(desired).empty());
    REQUIRE(nftables.read() == desired);
  }
}

TEST_CASE("a mark gets another value in both kinds of map")
{
  const Namespace fresh;
  Nftables nftables;
  nftables.bring_to(example());
  PacketRules desired = example();
  for (auto& [match, mark] : desired.marks)
    ++mark;
  CHECK(nftables.bring_to(desired).empty());
  CHECK(nftables.read() == desired);
}

TEST_CASE("the kernel's refusal of one step hurts that step alone")
{
  const Namespace fresh;
  Nftables nftables;
  nftables.bring_to(example());
  const MarkMatch overlapping = match("192.0.2.1", Protocol::tcp, 19000, 21000);
  const MarkMatch missing = match("192.0.2.1", Protocol::tcp, 443, 443);
  const MarkMatch good = match("192.0.2.1", Protocol::tcp, 22, 22);
  const Masquerade absent{*parse_ip_address("10.0.0.0"), 8, "eth0"};
  const auto refused =
      nftables.change({RemoveMark{missing, 1}, SetMark{overlapping, 5}, SetMark{web, 9},
                       SetMark{good, 3}, RemoveMasquerade{absent}, RemoveMasquerade{inside}});
  PacketRules expected = example();
  expected.marks[good] = 3;
  expected.masquerades.erase(inside);
  CHECK(nftables.read() == expected);

  REQUIRE(refused.size() == 4);
  CHECK(refused[0].step == 0);
  CHECK(refused[0].code == std::errc::no_such_file_or_directory);
  CHECK(refused[1].step == 1);
  CHECK(refused[1].reason == "another mark is set on some of these ports already");
  CHECK(refused[2].step == 2);
  CHECK(refused[2].reason == "another mark is set on some of these ports already");
  CHECK(refused[3].step == 4);
  CHECK(refused[3].code == std::errc::no_such_file_or_directory);
}

TEST_CASE("without the table every step is refused, and the kernel names each")
{
  const Namespace fresh;
  const auto refused =
      Nftables().change({RemoveMark{web, 1}, SetMark{passive, 1}, AddMasquerade{inside}});
  REQUIRE(refused.size() == 3);
  for (const auto& refusal : refused)
    CHECK(refusal.code == std::errc::no_such_file_or_directory);
  CHECK(ruleset().empty());
}

TEST_CASE("steps of other objects are passed over")
{
  const Namespace fresh;
  CHECK(Nftables().change({SetSysctl{"net/ipv4/ip_forward", "1"}}).empty());
}
