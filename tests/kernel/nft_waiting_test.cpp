// SPDX-License-Identifier: GPL-2.0-or-later
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <regex>
#include <set>

#include "libipvsctl/nft/waiting_room.hpp"
#include "tests/kernel/namespace.hpp"
#include "tests/kernel/packets.hpp"
#include "tests/kernel/peer.hpp"
#include "tests/support/catch.hpp"

using namespace ipvsctl;
using ipvsctl::nft::WaitingRoom;
using tests::Namespace;
using tests::Peer;
using tests::send_first_packet;
using tests::send_packet;
using tests::shell;

namespace {

constexpr Protocol all_protocols[] = {Protocol::tcp, Protocol::udp, Protocol::sctp};
const std::string vips[] = {"192.0.2.10", "2001:db8::10"};

/// A director with the VIPs on its eth0, a client behind that, and a table of somebody's that
/// writes down what comes as far as IPVS.
class Director {
public:
  Director()
  {
    shell("ip addr add 192.0.2.10/24 dev eth0; ip addr add 2001:db8::10/64 dev eth0 nodad");
    client.shell("ip addr add 192.0.2.1/24 dev eth0; ip addr add 2001:db8::1/64 dev eth0 nodad");
    for (const std::string& vip : vips)
      client.shell("ip neigh add " + vip + " dev eth0 lladdr " + mac_of_eth0());
    shell(
        "nft -f - <<'END'\n"
        "table inet witness {\n"
        " set seen { type inet_proto . inet_service; size 65535; flags dynamic; }\n"
        " chain in { type filter hook input priority 98; policy accept;\n"
        "  meta l4proto { tcp, udp, sctp } add @seen { meta l4proto . th dport }\n }\n"
        " chain out { type filter hook output priority -98; policy accept;\n"
        "  meta l4proto { tcp, udp, sctp } add @seen { meta l4proto . th dport }\n }\n"
        "}\nEND\n");
  }

private:
  static std::string mac_of_eth0()
  {
    std::string text = shell("ip -o link show eth0 | sed 's/.*link.ether \\([^ ]*\\).*/\\1/'");
    text.pop_back();
    return text;
  }

  Namespace namespace_;

public:
  Peer client;
};

/// "udp 53" for each protocol and port of packets that came as far as IPVS.
std::set<std::string> seen()
{
  const std::string listing = shell("nft list set inet witness seen");
  const std::regex element("(tcp|udp|sctp) \\. (\\d+)");
  std::set<std::string> packets;
  for (std::sregex_iterator at(listing.begin(), listing.end(), element), end; at != end; ++at)
    packets.insert((*at)[1].str() + " " + (*at)[2].str());
  return packets;
}

/// How many packets are queued.
unsigned waiting()
{
  std::ifstream queues("/proc/thread-self/net/netfilter/nfnetlink_queue");
  unsigned number = 0;
  unsigned port = 0;
  unsigned packets = 0;
  queues >> number >> port >> packets;
  return packets;
}

ServiceKey service(Protocol protocol, const std::string& address, std::uint16_t port)
{
  return VirtualAddress{protocol, *parse_ip_address(address), port};
}

using Send = std::function<void(Protocol, const std::string& vip, std::uint16_t port)>;

/// Sends to port 80 what begins a connection, and to port 81 too, and looks that only what is for
/// `held`, which has that port of all of `protocols`, waits until it is released.
void check_wait(const std::vector<ServiceKey>& held, const std::string& vip, const Send& send)
{
  INFO(vip);
  shell("nft flush set inet witness seen");
  WaitingRoom room;
  for (const ServiceKey& one : held)
    room.hold(one);
  for (const Protocol protocol : all_protocols) {
    send(protocol, vip, 81);
    send(protocol, vip, 80);
  }
  CHECK(tests::eventually([] { return waiting() == 3; }));
  CHECK(seen() == std::set<std::string>{"tcp 81", "udp 81", "sctp 81"});
  room.release();
  CHECK(waiting() == 0);
  CHECK(seen() ==
        std::set<std::string>{"tcp 81", "udp 81", "sctp 81", "tcp 80", "udp 80", "sctp 80"});
}

void check_wait_at_addresses(const Send& send)
{
  for (const std::string& vip : vips) {
    std::vector<ServiceKey> held;
    for (const Protocol protocol : all_protocols)
      held.push_back(service(protocol, vip, 80));
    check_wait(held, vip, send);
  }
}

}  // namespace

TEST_CASE("what begins a connection to a service that is held waits until it is released")
{
  Director director;
  check_wait_at_addresses([&](Protocol protocol, const std::string& vip, std::uint16_t port) {
    director.client.inside([&] { send_first_packet(protocol, vip, port); });
  });
}

TEST_CASE("the director's own connections wait too")
{
  Director director;
  check_wait_at_addresses([](Protocol protocol, const std::string& vip, std::uint16_t port) {
    send_first_packet(protocol, vip, port);
  });
}

TEST_CASE("what begins a connection to a service by mark waits, in its family alone")
{
  Director director;
  const Send marked = [](Protocol protocol, const std::string& vip, std::uint16_t port) {
    send_first_packet(protocol, vip, port, port == 80 ? 7 : 8);
  };
  check_wait({FirewallMark{Family::ipv4, 7}}, vips[0], marked);
  check_wait({FirewallMark{Family::ipv6, 7}, FirewallMark{Family::ipv4, 8}}, vips[1], marked);
}

TEST_CASE("a service of every port is held at every port")
{
  Director director;
  shell("ip addr add 192.0.2.11/24 dev eth0");
  WaitingRoom room;
  room.hold(service(Protocol::tcp, vips[0], 0));
  send_first_packet(Protocol::tcp, "192.0.2.11", 79);
  send_first_packet(Protocol::tcp, vips[0], 80);
  send_first_packet(Protocol::tcp, vips[0], 65535);
  CHECK(tests::eventually([] { return waiting() == 2; }));
  CHECK(seen() == std::set<std::string>{"tcp 79"});
  room.release();
  CHECK(seen() == std::set<std::string>{"tcp 79", "tcp 80", "tcp 65535"});
}

TEST_CASE("packets of a connection that stands do not wait")
{
  Director director;
  WaitingRoom room;
  for (const Protocol protocol : all_protocols)
    room.hold(service(protocol, vips[0], 80));
  for (const Protocol protocol : all_protocols)
    send_packet(protocol, vips[0], 80);
  CHECK(tests::eventually([] { return seen() == std::set<std::string>{"tcp 80", "sctp 80"}; }));
  CHECK(waiting() == 1);  // nobody can tell what a UDP datagram belongs to
}

TEST_CASE("thousands wait, and all of them go on")
{
  Director director;
  WaitingRoom room;
  room.hold(service(Protocol::udp, vips[0], 0));
  for (unsigned port = 1; port <= 5000; ++port)
    send_packet(Protocol::udp, vips[0], static_cast<std::uint16_t>(port));
  CHECK(waiting() == 5000);
  CHECK(seen().empty());
  room.release();
  CHECK(waiting() == 0);
  CHECK(seen().size() == 5000);
}

TEST_CASE("one service after the other is held in one room, and nothing is left of it")
{
  Director director;
  {
    WaitingRoom room;
    for (const std::uint16_t port : {std::uint16_t{80}, std::uint16_t{81}}) {
      room.hold(service(Protocol::tcp, vips[0], port));
      send_first_packet(Protocol::tcp, vips[0], port);
      CHECK(waiting() == 1);
      room.release();
      CHECK(waiting() == 0);
    }
    CHECK(seen() == std::set<std::string>{"tcp 80", "tcp 81"});
    CHECK_THAT(shell("nft list tables"), Catch::Contains("table inet lvsd_waiting\n"));
  }
  CHECK(shell("nft list tables") == "table inet witness\n");
  CHECK(shell("cat /proc/thread-self/net/netfilter/nfnetlink_queue").empty());
}

TEST_CASE("where the program ends while a service is held, clients do not wait for it")
{
  Director director;
  const pid_t child = fork();
  if (child == 0) {
    WaitingRoom room;
    room.hold(service(Protocol::tcp, vips[0], 80));
    _exit(waiting() == 0 ? 0 : 1);
  }
  int status = 1;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(status == 0);
  CHECK(shell("nft list tables") == "table inet witness\n");
  send_first_packet(Protocol::tcp, vips[0], 80);
  CHECK(seen() == std::set<std::string>{"tcp 80"});
}

TEST_CASE("a queue that somebody has is not taken")
{
  Namespace fresh;
  const nft::PacketQueue theirs;
  const nft::PacketQueue ours;
  CHECK(theirs.number() != ours.number());
}
