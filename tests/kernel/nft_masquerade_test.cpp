// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/kernel/namespace.hpp"
#include "tests/kernel/nft_support.hpp"
#include "tests/kernel/packets.hpp"
#include "tests/kernel/peer.hpp"
#include "tests/support/catch.hpp"

using namespace ipvsctl;
using tests::Namespace;
using tests::Nftables;
using tests::Peer;
using tests::shell;
using tests::standing;
using tests::UdpSocket;

namespace {

/// A director between real servers (eth1) and the world (eth0).
class Router {
public:
  Router()
  {
    shell(
        "ip addr add 192.0.2.10/24 dev eth0; ip addr add 2001:db8::10/64 dev eth0 nodad; "
        "ip addr add 10.11.12.1/24 dev eth1; ip addr add 2001:db8:1::1/64 dev eth1 nodad; "
        "ip addr add 10.11.13.1/24 dev eth1; "
        "sysctl -q net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1");
    world.shell(
        "ip addr add 192.0.2.1/24 dev eth0; ip addr add 2001:db8::1/64 dev eth0 nodad; "
        "ip route add 10.0.0.0/8 via 192.0.2.10; ip route add 2001:db8:1::/64 via 2001:db8::10");
    server.shell(
        "ip addr add 10.11.12.21/24 dev eth0; ip addr add 10.11.13.21/24 dev eth0; "
        "ip addr add 2001:db8:1::21/64 dev eth0 nodad; "
        "ip route add default via 10.11.12.1; ip route add default via 2001:db8:1::1");
  }

  /// Whom the world sees as the sender of what the server sends it from `source`.
  std::string seen_as(const std::string& source, const std::string& destination)
  {
    std::string sender;
    world.inside([&] {
      UdpSocket receiver(destination, 7777);
      server.inside([&] { UdpSocket(source, 0).send_to(destination, 7777); });
      sender = receiver.sender_of_next();
    });
    return sender;
  }

private:
  Namespace namespace_;

public:
  Peer world;
  Peer server{"eth1"};
};

const Masquerade inside{*parse_ip_address("10.11.12.0"), 24, "eth0"};
const Masquerade inside6{*parse_ip_address("2001:db8:1::"), 64, "eth0"};

}  // namespace

TEST_CASE("what real servers start leaves with the director's address, and nothing else does")
{
  Router router;
  CHECK(router.seen_as("10.11.12.21", "192.0.2.1") == "10.11.12.21");
  REQUIRE(Nftables().bring_to(standing({}, {inside, inside6})).empty());
  CHECK(router.seen_as("10.11.12.21", "192.0.2.1") == "192.0.2.10");
  CHECK(router.seen_as("10.11.13.21", "192.0.2.1") == "10.11.13.21");
  CHECK(router.seen_as("2001:db8:1::21", "2001:db8::1") == "2001:db8::10");
}

TEST_CASE("masquerading is by the interface that packets leave by")
{
  Router router;
  Masquerade elsewhere = inside;
  elsewhere.interface = "eth1";
  REQUIRE(Nftables().bring_to(standing({}, {elsewhere})).empty());
  CHECK(router.seen_as("10.11.12.21", "192.0.2.1") == "10.11.12.21");
}

TEST_CASE("every length of prefix masquerades what is in it")
{
  Router router;
  Nftables nftables;
  for (const auto& [network, length] : {std::pair{"0.0.0.0", 0},
                                        {"10.0.0.0", 7},
                                        {"10.8.0.0", 13},
                                        {"10.11.0.0", 16},
                                        {"10.11.12.20", 31},
                                        {"10.11.12.21", 32}}) {
    INFO(network << "/" << length);
    const Masquerade masquerade{*parse_ip_address(network), static_cast<std::uint8_t>(length),
                                "eth0"};
    REQUIRE(nftables.bring_to(standing({}, {masquerade})).empty());
    CHECK(router.seen_as("10.11.12.21", "192.0.2.1") == "192.0.2.10");
  }
  for (const auto& [network, length] :
       {std::pair{"10.11.12.22", 31}, {"10.11.12.0", 28}, {"10.12.0.0", 14}, {"12.0.0.0", 6}}) {
    INFO(network << "/" << length);
    const Masquerade masquerade{*parse_ip_address(network), static_cast<std::uint8_t>(length),
                                "eth0"};
    REQUIRE(nftables.bring_to(standing({}, {masquerade})).empty());
    CHECK(router.seen_as("10.11.12.21", "192.0.2.1") == "10.11.12.21");
  }
}

TEST_CASE("without masquerades no connection tracking is asked for")
{
  const Namespace fresh;
  Nftables nftables;
  const auto has_nat_chain = [] {
    return shell("nft list table inet lvsd").find("type nat") != std::string::npos;
  };
  REQUIRE(nftables.bring_to(standing()).empty());
  CHECK_FALSE(has_nat_chain());
  REQUIRE(nftables.bring_to(standing({}, {inside})).empty());
  CHECK(has_nat_chain());
  REQUIRE(nftables.bring_to(standing({}, {inside6})).empty());
  CHECK(has_nat_chain());
  REQUIRE(nftables.bring_to(standing()).empty());
  CHECK_FALSE(has_nat_chain());
}
