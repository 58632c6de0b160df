// SPDX-License-Identifier: GPL-2.0-or-later
#include <functional>
#include <regex>
#include <set>
#include <sstream>

#include "tests/kernel/namespace.hpp"
#include "tests/kernel/nft_support.hpp"
#include "tests/kernel/packets.hpp"
#include "tests/kernel/peer.hpp"
#include "tests/support/catch.hpp"

using namespace ipvsctl;
using tests::match;
using tests::Namespace;
using tests::Nftables;
using tests::Peer;
using tests::send_packet;
using tests::shell;
using tests::standing;

namespace {

constexpr Protocol all_protocols[] = {Protocol::tcp, Protocol::udp, Protocol::sctp};
const std::string vips[] = {"192.0.2.10", "2001:db8::10"};

/// A director with the VIPs on its eth0, and a client behind that.
class Director {
public:
  Director()
  {
    shell("ip addr add 192.0.2.10/24 dev eth0; ip addr add 2001:db8::10/64 dev eth0 nodad");
    client.shell("ip addr add 192.0.2.1/24 dev eth0; ip addr add 2001:db8::1/64 dev eth0 nodad");
    // Where neighbours are known no packet waits for an answer.
    client.shell("ip neigh add 192.0.2.10 dev eth0 lladdr " + mac_of_eth0() +
                 "; ip neigh add 2001:db8::10 dev eth0 lladdr " + mac_of_eth0());
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

/// Begins to write down which packets are seen with which mark, on `hook` right before IPVS.
void write_down_marks(const std::string& hook, int priority)
{
  std::ostringstream rules;
  rules << "nft -f - <<'END'\n"
           "table inet witness {\n"
           " set seen { type inet_proto . inet_service . mark; size 65535; flags dynamic; }\n"
           " chain c { type filter hook "
        << hook << " priority " << priority
        << "; policy accept;\n"
           "  meta l4proto { tcp, udp, sctp } add @seen { meta l4proto . th dport . meta mark }\n"
           " }\n}\nEND\n";
  shell(rules.str());
}
void write_down_incoming()
{
  write_down_marks("input", 97);
}
void write_down_outgoing()
{
  write_down_marks("output", -100);
}

/// "udp . 53 . 7": a packet of that protocol to that port with that mark.
std::string packet(Protocol protocol, std::uint16_t port, std::uint32_t mark)
{
  return to_string(protocol) + " . " + std::to_string(port) + " . " + std::to_string(mark);
}

/// What was seen since it was last asked.
std::set<std::string> seen()
{
  const std::string listing = shell("nft list set inet witness seen");
  const std::regex element("(\\w+) \\. (\\d+) \\. 0x(\\w+)");
  std::set<std::string> packets;
  for (std::sregex_iterator at(listing.begin(), listing.end(), element), end; at != end; ++at)
    packets.insert((*at)[1].str() + " . " + (*at)[2].str() + " . " +
                   std::to_string(std::stoul((*at)[3], nullptr, 16)));
  return packets;
}

/// Looks until just these were seen.
void check_seen(const std::set<std::string>& packets)
{
  tests::eventually([&] { return seen() == packets; });
  CHECK(seen() == packets);
}

/// Marks for ports 80 and 10000 to 20000 of both VIPs, for all protocols.
PacketRules example()
{
  PacketRules rules = standing();
  for (const std::string& vip : vips)
    for (const Protocol protocol : all_protocols) {
      rules.marks[match(vip.c_str(), protocol, 80, 80)] = 7;
      rules.marks[match(vip.c_str(), protocol, 10000, 20000)] = 7;
    }
  return rules;
}

constexpr std::uint16_t inside[] = {80, 10000, 15000, 20000};
constexpr std::uint16_t outside[] = {79, 81, 9999, 20001};

/// Sends a packet to each port and looks what was seen of it.
void check_marks(const std::function<void(Protocol, const std::string&, std::uint16_t)>& send)
{
  for (const std::string& vip : vips) {
    INFO(vip);
    shell("nft flush set inet witness seen");
    std::set<std::string> expected;
    for (const Protocol protocol : all_protocols)
      for (const auto* ports : {&inside, &outside})
        for (const std::uint16_t port : *ports) {
          send(protocol, vip, port);
          expected.insert(packet(protocol, port, ports == &inside ? 7 : 0));
        }
    check_seen(expected);
  }
}

}  // namespace

TEST_CASE("packets that come in carry the mark of their address, protocol and port")
{
  Director director;
  write_down_incoming();
  REQUIRE(Nftables().bring_to(example()).empty());
  check_marks([&](Protocol protocol, const std::string& vip, std::uint16_t port) {
    director.client.inside([&] { send_packet(protocol, vip, port); });
  });
}

TEST_CASE("packets of the director itself carry the mark too")
{
  Director director;
  write_down_outgoing();
  REQUIRE(Nftables().bring_to(example()).empty());
  check_marks([&](Protocol protocol, const std::string& vip, std::uint16_t port) {
    send_packet(protocol, vip, port);
  });
}

TEST_CASE("one protocol's mark is not another's, and one address's not another's")
{
  Director director;
  shell("ip addr add 192.0.2.11/24 dev eth0");
  write_down_outgoing();
  REQUIRE(Nftables()
              .bring_to(standing({{match("192.0.2.10", Protocol::tcp, 80, 80), 7},
                                  {match("192.0.2.10", Protocol::tcp, 90, 99), 7},
                                  {match("192.0.2.11", Protocol::udp, 81, 81), 7}}))
              .empty());
  send_packet(Protocol::udp, "192.0.2.10", 80);
  send_packet(Protocol::udp, "192.0.2.10", 95);
  send_packet(Protocol::udp, "192.0.2.10", 81);
  send_packet(Protocol::udp, "2001:db8::10", 82);
  check_seen({packet(Protocol::udp, 80, 0), packet(Protocol::udp, 95, 0),
              packet(Protocol::udp, 81, 0), packet(Protocol::udp, 82, 0)});
}

TEST_CASE("a mark that somebody else set stays on packets that are none of ours")
{
  Director director;
  write_down_outgoing();
  REQUIRE(Nftables().bring_to(example()).empty());
  send_packet(Protocol::tcp, "192.0.2.10", 443, 42);
  send_packet(Protocol::tcp, "192.0.2.10", 80, 42);
  check_seen({packet(Protocol::tcp, 443, 42), packet(Protocol::tcp, 80, 7)});
}

TEST_CASE("a datagram that comes in fragments carries the mark when IPVS meets it")
{
  Director director;
  write_down_incoming();
  PacketRules rules = example();
  SECTION("without connection tracking") {}
  SECTION("with connection tracking")
  {
    rules.masquerades = {{*parse_ip_address("10.11.12.0"), 24, "eth0"}};
  }
  REQUIRE(Nftables().bring_to(rules).empty());
  director.client.inside([] {
    tests::UdpSocket socket("192.0.2.1", 0);
    socket.send_to("192.0.2.10", 80, 4000);
    socket.send_to("192.0.2.10", 81, 4000);
  });
  check_seen({packet(Protocol::udp, 80, 7), packet(Protocol::udp, 81, 0)});
}

TEST_CASE("a mark that changes between packets is the new one for the next")
{
  Director director;
  write_down_outgoing();
  Nftables nftables;
  REQUIRE(nftables.bring_to(example()).empty());
  PacketRules other = example();
  for (auto& [match, mark] : other.marks)
    mark = 8;
  for (int i = 0; i < 20; ++i) {
    nftables.bring_to(i % 2 == 0 ? other : example());
    send_packet(Protocol::tcp, "192.0.2.10", 80);
    send_packet(Protocol::tcp, "192.0.2.10", 15000);
  }
  check_seen({packet(Protocol::tcp, 80, 7), packet(Protocol::tcp, 80, 8),
              packet(Protocol::tcp, 15000, 7), packet(Protocol::tcp, 15000, 8)});
}
