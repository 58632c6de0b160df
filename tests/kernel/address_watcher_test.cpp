// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/address/watcher.hpp"

#include "libipvsctl/address/client.hpp"
#include "tests/kernel/namespace.hpp"
#include "tests/kernel/peer.hpp"
#include "tests/kernel/readable.hpp"
#include "tests/kernel/receive_buffer.hpp"
#include "tests/support/catch.hpp"

using namespace ipvsctl;
using address::Watcher;
using tests::Namespace;
using tests::Peer;
using tests::shell;
using Names = std::vector<std::string>;

namespace {

/// Drains until something of concern has come in, for some seconds at most.
Watcher::Events next_events(Watcher& watcher)
{
  Watcher::Events events;
  while (!events.changed && tests::becomes_readable(watcher.descriptor()))
    events = watcher.drain();
  return events;
}

}  // namespace

TEST_CASE("whoever watches the addresses wakes when somebody adds or removes one")
{
  const Namespace fresh;
  shell("ip link add eth0 type dummy");
  Watcher watcher;
  CHECK_FALSE(watcher.drain().changed);
  for (const char* command :
       {"ip addr add 192.0.2.10/24 dev eth0 label eth0:1", "ip addr del 192.0.2.10/24 dev eth0",
        "ip addr add 2001:db8::10/64 dev eth0 nodad", "ip addr del 2001:db8::10/64 dev eth0"}) {
    INFO(command);
    shell(command);
    const auto events = next_events(watcher);
    CHECK(events.changed);
    CHECK(events.to_announce.empty());
    CHECK_FALSE(tests::is_readable(watcher.descriptor()));
  }
}

TEST_CASE("an interface that comes, comes up, is renamed, goes down or goes is news")
{
  const Namespace fresh;
  Watcher watcher;
  const auto after = [&](const char* command) {
    INFO(command);
    shell(command);
    const auto events = next_events(watcher);
    CHECK(events.changed);
    return events.to_announce;
  };
  CHECK(after("ip link add eth0 type dummy").empty());
  CHECK(after("ip link set eth0 name wan").empty());
  CHECK(after("ip link set wan arp on up") == Names{"wan"});
  CHECK(after("ip link set wan address 02:00:00:00:00:99") == Names{"wan"});
  CHECK(after("ip link set wan down").empty());
  CHECK(after("ip link del wan").empty());
}

TEST_CASE("an interface whose link comes back has its addresses announced anew")
{
  const Namespace fresh;
  const Peer peer;
  Watcher watcher;
  peer.shell("ip link set eth0 down");
  REQUIRE(tests::eventually([&] { return watcher.drain().changed; }));
  peer.shell("ip link set eth0 up");
  Names announced;
  CHECK(tests::eventually([&] {
    for (const std::string& name : watcher.drain().to_announce)
      announced.push_back(name);
    return !announced.empty();
  }));
  CHECK(announced == Names{"eth0"});
}

TEST_CASE("what is no concern of an interface's addresses is none here")
{
  const Namespace fresh;
  shell("ip link add eth0 type dummy; ip link add br0 type bridge");
  Watcher watcher;
  shell(
      "ip link set eth0 mtu 1400; ip link set eth0 alias inside; ip link set eth0 master br0; "
      "ip link set eth0 nomaster");
  REQUIRE(tests::becomes_readable(watcher.descriptor()));
  CHECK(watcher.drain().to_announce.empty());
  CHECK(address::Client().interface("eth0"));
  shell("ip link set eth0 up");
  CHECK(next_events(watcher).to_announce == Names{"eth0"});
}

TEST_CASE("after more events than the socket holds the interfaces are looked at again")
{
  const Namespace fresh;
  shell("ip link add eth0 type dummy; ip link add eth1 type dummy");
  Watcher watcher;
  tests::give_small_receive_buffer(watcher.descriptor());
  shell(
      "for i in $(seq 2000); do echo link set eth1 alias $i; done > /run/many; "
      "ip -batch /run/many; ip link set eth0 up");
  const auto events = watcher.drain();
  CHECK(events.changed);
  CHECK(events.to_announce == Names{"eth0"});
  CHECK_FALSE(watcher.drain().changed);
}
