// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/nft/watcher.hpp"

#include "tests/kernel/namespace.hpp"
#include "tests/kernel/nft_support.hpp"
#include "tests/kernel/readable.hpp"
#include "tests/kernel/receive_buffer.hpp"
#include "tests/support/catch.hpp"

using namespace ipvsctl;
using tests::match;
using tests::Namespace;
using tests::Nftables;
using tests::shell;

namespace {

const PacketRules example = tests::standing({{match("192.0.2.1", Protocol::tcp, 80, 80), 1}},
                                            {{*parse_ip_address("10.11.12.0"), 24, "eth0"}});

}  // namespace

TEST_CASE("whoever watches our table wakes when somebody alters it")
{
  for (const char* command : {
           "nft flush ruleset",
           "nft delete table inet lvsd",
           "nft flush chain inet lvsd output",
           "nft 'delete element inet lvsd ipv4_ports { 192.0.2.1 . tcp . 80 }'",
           "nft 'add element inet lvsd ipv6_port_ranges { 2001:db8::1 . udp . 1-2 : 1 }'",
           "nft add rule inet lvsd prerouting accept",
       }) {
    INFO(command);
    const Namespace fresh;
    REQUIRE(Nftables().bring_to(example).empty());
    nft::Watcher watcher;
    CHECK_FALSE(tests::is_readable(watcher.descriptor()));
    CHECK_FALSE(watcher.drain());
    shell(command);
    REQUIRE(tests::becomes_readable(watcher.descriptor()));
    CHECK(watcher.drain());
    CHECK_FALSE(tests::is_readable(watcher.descriptor()));
    CHECK_FALSE(watcher.drain());
  }
}

TEST_CASE("what others do with tables of their own concerns nobody here")
{
  const Namespace fresh;
  REQUIRE(Nftables().bring_to(example).empty());
  nft::Watcher watcher;
  shell(
      "nft add table inet other; nft add chain inet other prerouting; "
      "nft add rule inet other prerouting accept; nft add table ip lvsd; nft delete table ip lvsd");
  REQUIRE(tests::becomes_readable(watcher.descriptor()));
  CHECK_FALSE(watcher.drain());
}

TEST_CASE("more events than the socket holds count as one that concerns us")
{
  const Namespace fresh;
  nft::Watcher watcher;
  tests::give_small_receive_buffer(watcher.descriptor());
  shell(
      "{ echo 'table inet other { set s { type ipv4_addr; } ; }'; "
      "for i in $(seq 0 39); do echo 'add element inet other s {'; "
      "for j in $(seq 0 254); do echo \"10.0.$i.$j,\"; done; echo '}'; done; } > /run/many.nft; "
      "nft -f /run/many.nft; nft flush set inet other s; nft -f /run/many.nft");
  REQUIRE(tests::becomes_readable(watcher.descriptor()));
  CHECK(watcher.drain());
  CHECK_FALSE(watcher.drain());
}
