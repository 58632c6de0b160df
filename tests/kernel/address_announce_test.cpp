// SPDX-License-Identifier: GPL-2.0-or-later
#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

#include "libipvsctl/address/announcement.hpp"
#include "libipvsctl/address/client.hpp"
#include "libipvsctl/netlink/errors.hpp"
#include "tests/kernel/namespace.hpp"
#include "tests/kernel/peer.hpp"
#include "tests/support/catch.hpp"

using namespace ipvsctl;
using namespace ipvsctl::address;
using tests::Namespace;
using tests::Peer;
using tests::shell;

namespace {

const FloatingAddress vip{"eth0", *parse_ip_address("192.0.2.10"), 24, ""};
const FloatingAddress vip6{"eth0", *parse_ip_address("2001:db8::10"), 64, ""};

/// Hears every frame that comes in where it is made.
class Listener {
public:
  explicit Listener(const Peer& peer)
  {
    peer.inside([&] {
      descriptor_ = netlink::checked_call(
          socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, htons(ETH_P_ALL)), "cannot listen");
    });
  }
  ~Listener() { close(descriptor_); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  /// Whether `wanted` comes in before some seconds have passed.
  bool hears(const Frame& wanted) const
  {
    pollfd waiting{descriptor_, POLLIN, 0};
    while (poll(&waiting, 1, 5000) == 1) {
      Frame frame(2048);
      const auto size = recv(descriptor_, frame.data(), frame.size(), 0);
      frame.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
      if (frame == wanted) return true;
    }
    return false;
  }

private:
  int descriptor_ = -1;
};

}  // namespace

TEST_CASE("a neighbour hears the announcements as they were written")
{
  const Namespace fresh;
  const Peer peer;
  Client client;
  const auto mac = *client.interface("eth0")->hardware_address;
  client.add(vip);
  client.add(vip6);
  const Listener listener(peer);
  CHECK(client.announce(vip) == Announced::sent);
  CHECK(listener.hears(arp_request(vip.address, mac)));
  CHECK(listener.hears(arp_reply(vip.address, mac)));
  CHECK(client.announce(vip6) == Announced::sent);
  CHECK(listener.hears(neighbour_advertisement(vip6.address, mac, false)));
}

TEST_CASE("a director that forwards IPv6 says that it is a router")
{
  const Namespace fresh;
  const Peer peer;
  shell("echo 1 > /proc/sys/net/ipv6/conf/all/forwarding");
  Client client;
  const auto mac = *client.interface("eth0")->hardware_address;
  client.add(vip6);
  const Listener listener(peer);
  CHECK(client.announce(vip6) == Announced::sent);
  CHECK(listener.hears(neighbour_advertisement(vip6.address, mac, true)));
}

TEST_CASE("a neighbour that knew the address elsewhere learns where it is now")
{
  const Namespace fresh;
  const Peer peer;
  Client client;
  shell("ip link set eth0 address 02:00:c0:00:02:10");
  client.add(vip);
  client.add(vip6);
  peer.shell("ip addr add 192.0.2.1/24 dev eth0; ip addr add 2001:db8::1/64 dev eth0 nodad");
  for (const FloatingAddress& address : {vip, vip6}) {
    const std::string text = to_string(address.address);
    peer.shell("ip neigh replace " + text + " dev eth0 lladdr 02:00:00:00:00:99 nud stale");
    CHECK(client.announce(address) == Announced::sent);
    CHECK(tests::eventually([&] {
      return peer.shell("ip neigh show " + text).find("02:00:c0:00:02:10") != std::string::npos;
    }));
  }
}
