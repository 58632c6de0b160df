// SPDX-License-Identifier: GPL-2.0-or-later
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

PacketRules example()
{
  return standing({{match("192.0.2.1", Protocol::tcp, 80, 80), 1},
                   {match("192.0.2.1", Protocol::tcp, 100, 200), 1},
                   {match("2001:db8::1", Protocol::udp, 53, 53), 2}},
                  {{*parse_ip_address("10.11.12.0"), 24, "eth0"}});
}

/// Has somebody run `command`, and looks whether that is seen and put right. `gone` says whether
/// the whole table is gone then.
void check_repair(const std::string& command, bool gone = false)
{
  INFO(command);
  const Namespace fresh;
  Nftables nftables;
  REQUIRE(nftables.bring_to(example()).empty());
  static const std::string listed = shell("nft list ruleset");
  shell(command);
  const PacketRules there = nftables.read();
  CHECK_FALSE(there.built);
  CHECK(there.altered != gone);
  CHECK(nftables.bring_to(example()).empty());
  CHECK(nftables.read() == example());
  CHECK(shell("nft list table inet lvsd") == listed);
}

/// A command that prints the handle of the rule in `chain` that ends in `words`.
std::string handle_of(const std::string& chain, const std::string& words)
{
  return "nft -a list chain inet lvsd " + chain + " | sed -n 's/.*" + words + " # handle //p'";
}

}  // namespace

TEST_CASE("a table that somebody removed is built anew")
{
  check_repair("nft flush ruleset", true);
  check_repair("nft delete table inet lvsd", true);
}

TEST_CASE("a table that somebody altered counts as not built and is built anew")
{
  for (const char* command : {
           "nft flush table inet lvsd",
           "nft flush chain inet lvsd output",
           "nft delete chain inet lvsd output",
           "nft flush chain inet lvsd postrouting",
           "nft flush chain inet lvsd prerouting; nft flush chain inet lvsd output; "
           "nft delete map inet lvsd ipv6_ports",
           "nft insert rule inet lvsd prerouting tcp dport 80 drop",
           "nft add rule inet lvsd output accept",
           "nft add rule inet lvsd postrouting oifname eth1 masquerade",
           "nft add rule inet lvsd postrouting ip saddr 10.11.12.0/24 oifname eth0 masquerade",
           "nft add rule inet lvsd postrouting ip saddr 10.11.13.0/24 oifname eth0 masquerade "
           "random",
           "nft 'add chain inet lvsd prerouting { policy drop; }'",
           "nft 'add table inet lvsd { flags dormant; }'",
           "nft add chain inet lvsd own",
           "nft 'add set inet lvsd own { type ipv4_addr; }'",
           "nft 'add element inet lvsd ipv4_ports { 192.0.2.1 . icmp . 80 : 1 }'",
           "nft 'add element inet lvsd ipv4_port_ranges { 192.0.2.1-192.0.2.9 . tcp . 80-90 : 1 }'",
           "nft 'add element inet lvsd ipv4_port_ranges { 192.0.2.1 . tcp . 80 : 1 }'",
           "nft 'add element inet lvsd ipv4_ports { * : 1 }'",
       })
    check_repair(command);
}

TEST_CASE("a rule that was altered where it stands is seen")
{
  for (const char* rule :
       {"meta mark set ip daddr . meta l4proto . th sport map @ipv4_ports",
        "meta mark set ip saddr . meta l4proto . th dport map @ipv4_ports",
        "meta mark set ip daddr . meta l4proto . th dport map @other",
        "ct mark set ip daddr . meta l4proto . th dport map @ipv4_ports",
        "tcp flags syn meta mark set ip daddr . meta l4proto . th dport map @ipv4_ports"})
    check_repair(
        "nft 'add map inet lvsd other { type ipv4_addr . inet_proto . inet_service : mark; }'; "
        "nft replace rule inet lvsd prerouting handle $(" +
        handle_of("prerouting", "@ipv4_ports") + ") '" + rule + "'");
}

TEST_CASE("a chain of the same name with another priority is seen")
{
  check_repair(
      "nft 'delete chain inet lvsd postrouting; "
      "add chain inet lvsd postrouting { type nat hook postrouting priority 99; policy accept; }; "
      "add rule inet lvsd postrouting ip saddr 10.11.12.0/24 oifname eth0 masquerade'");
}

TEST_CASE("a map of the same name with another form is seen")
{
  for (const std::string form : {"size 10", "timeout 1h", "flags dynamic", "counter"}) {
    std::string commands;
    for (const char* chain : {"prerouting", "output"})
      commands += "nft delete rule inet lvsd " + std::string(chain) + " handle $(" +
                  handle_of(chain, "@ipv4_ports") + "); ";
    commands +=
        "nft delete map inet lvsd ipv4_ports; nft 'add map inet lvsd ipv4_ports "
        "{ type ipv4_addr . inet_proto . inet_service : mark; " +
        form + "; }'; ";
    for (const char* chain : {"prerouting", "output"})
      commands += "nft insert rule inet lvsd " + std::string(chain) +
                  " meta mark set ip daddr . meta l4proto . th dport map @ipv4_ports; ";
    check_repair(commands);
  }
}

TEST_CASE("marks and masquerades that somebody added or took are put right one by one")
{
  for (const char* command : {
           "nft 'add element inet lvsd ipv4_ports { 192.0.2.1 . udp . 80 : 1 }'",
           "nft 'delete element inet lvsd ipv4_ports { 192.0.2.1 . tcp . 80 }'",
           "nft 'add element inet lvsd ipv4_port_ranges { 192.0.2.1 . tcp . 300-400 : 9 }'",
           "nft flush map inet lvsd ipv6_ports",
           "nft add rule inet lvsd postrouting ip saddr 10.11.13.0/24 oifname eth0 masquerade",
       }) {
    INFO(command);
    const Namespace fresh;
    Nftables nftables;
    REQUIRE(nftables.bring_to(example()).empty());
    const std::string table = shell("nft -j list tables | grep -o '\"handle\": [0-9]*'");
    shell(command);
    const PacketRules there = nftables.read();
    CHECK(there.built);
    CHECK(there != example());
    CHECK(nftables.bring_to(example()).empty());
    CHECK(nftables.read() == example());
    CHECK(shell("nft -j list tables | grep -o '\"handle\": [0-9]*'") == table);
  }
}

TEST_CASE("a comment changes nothing")
{
  const Namespace fresh;
  Nftables nftables;
  REQUIRE(nftables.bring_to(standing()).empty());
  shell("nft 'add element inet lvsd ipv4_ports { 192.0.2.1 . tcp . 80 comment \"web\" : 1 }'");
  CHECK(nftables.read() == standing({{match("192.0.2.1", Protocol::tcp, 80, 80), 1}}));
}
