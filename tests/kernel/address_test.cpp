// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/address/client.hpp"
#include "libipvsctl/address/listing.hpp"
#include "libipvsctl/address/route_message.hpp"
#include "tests/kernel/namespace.hpp"
#include "tests/support/catch.hpp"

using namespace ipvsctl;
using address::Announced;
using address::Client;
using tests::Namespace;
using tests::shell;

namespace {

FloatingAddress on_eth0(const char* text, std::uint8_t prefix_length, const char* label = "")
{
  return {"eth0", *parse_ip_address(text), prefix_length, label};
}

const FloatingAddress vip = on_eth0("192.0.2.10", 24, "eth0:1");
const FloatingAddress vip6 = on_eth0("2001:db8::10", 64);

/// A network with an interface eth0 that is up and has nobody behind it.
class WithEth0 {
public:
  WithEth0() { shell("ip link add eth0 type dummy; ip link set eth0 arp on up"); }

  /// The addresses of eth0 that it has not made up by itself.
  AddressSet addresses()
  {
    AddressSet found = client.addresses();
    std::erase_if(found, [](const FloatingAddress& address) {
      return address.interface != "eth0" || to_string(address.address).starts_with("fe80:");
    });
    return found;
  }

private:
  Namespace namespace_;

public:
  Client client;
};

std::string parameter()
{
  return shell("cat /proc/sys/net/ipv4/conf/eth0/promote_secondaries");
}

std::string refusal_of(const std::function<void()>& work)
{
  try {
    work();
    return "no refusal";
  } catch (const std::system_error& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("addresses read back as they were added")
{
  WithEth0 network;
  const AddressSet desired{vip,
                           vip6,
                           on_eth0("192.0.2.11", 24),
                           on_eth0("192.0.2.10", 32),
                           on_eth0("198.51.100.1", 31, "eth0:long_label"),
                           on_eth0("10.0.0.1", 8),
                           on_eth0("2001:db8::11", 128)};
  for (const FloatingAddress& address : desired)
    network.client.add(address);
  const AddressSet found = network.addresses();
  CHECK(found == desired);
  CHECK(std::ranges::all_of(found, &FloatingAddress::ours));
  for (const FloatingAddress& address : desired)
    network.client.remove(address);
  CHECK(network.addresses().empty());
}

TEST_CASE("an IPv4 address is as `ip addr add … brd + label …` makes it")
{
  WithEth0 network;
  network.client.add(vip);
  network.client.add(on_eth0("198.51.100.1", 32));
  CHECK(shell("ip -4 -br addr show eth0; ip addr show eth0 | grep 'inet '") ==
        "eth0             UNKNOWN        192.0.2.10/24 198.51.100.1/32 \n"
        "    inet 192.0.2.10/24 brd 192.0.2.255 scope global eth0:1\n"
        "    inet 198.51.100.1/32 scope global eth0\n");
}

TEST_CASE("an IPv6 address serves at once, without duplicate detection")
{
  WithEth0 network;
  network.client.add(vip6);
  CHECK(shell("ip -o addr show eth0 to 2001:db8::/32 | sed 's/  */ /g; s/\\\\.*//'") ==
        "2: eth0 inet6 2001:db8::10/64 scope global nodad \n");
}

TEST_CASE("a primary address that goes takes no secondary with it, and the parameter is as before")
{
  for (const char* before : {"0", "1"}) {
    WithEth0 network;
    shell(std::string("echo ") + before +
          " > /proc/sys/net/ipv4/conf/eth0/promote_secondaries; "
          "echo 0 > /proc/sys/net/ipv4/conf/all/promote_secondaries");
    const FloatingAddress second = on_eth0("192.0.2.11", 24);
    const FloatingAddress third = on_eth0("192.0.2.12", 24, "eth0:3");
    for (const FloatingAddress& address : {vip, second, third})
      network.client.add(address);
    network.client.remove(vip);
    CHECK(network.addresses() == AddressSet{second, third});
    CHECK(parameter() == std::string(before) + "\n");
  }
}

TEST_CASE("without that care the kernel takes the secondaries too: the test above can fail")
{
  WithEth0 network;
  shell(
      "echo 0 > /proc/sys/net/ipv4/conf/eth0/promote_secondaries; "
      "echo 0 > /proc/sys/net/ipv4/conf/all/promote_secondaries");
  network.client.add(vip);
  network.client.add(on_eth0("192.0.2.11", 24));
  shell("ip addr del 192.0.2.10/24 dev eth0");
  CHECK(network.addresses().empty());
}

TEST_CASE("an address gets another label or prefix length, and its secondaries stay")
{
  WithEth0 network;
  shell(
      "echo 0 > /proc/sys/net/ipv4/conf/eth0/promote_secondaries; "
      "echo 0 > /proc/sys/net/ipv4/conf/all/promote_secondaries");
  const FloatingAddress second = on_eth0("192.0.2.11", 24);
  network.client.add(vip);
  network.client.add(second);
  network.client.add(vip6);
  AddressSet desired{vip, second, vip6};
  const auto replace = [&](const FloatingAddress& from, const FloatingAddress& to) {
    INFO(from << " by " << to);
    network.client.replace(from, to);
    desired.erase(from);
    desired.insert(to);
    CHECK(network.addresses() == desired);
  };
  const FloatingAddress renamed = on_eth0("192.0.2.10", 24, "eth0:2");
  const FloatingAddress narrow = on_eth0("192.0.2.10", 32);
  replace(vip, renamed);
  replace(renamed, narrow);
  replace(narrow, vip);
  replace(vip6, on_eth0("2001:db8::10", 128));
}

TEST_CASE("where the new form is refused the old one stands")
{
  WithEth0 network;
  network.client.add(vip);
  network.client.add(vip6);
  CHECK_THROWS_AS(network.client.replace(vip, on_eth0("192.0.2.10", 33)), std::system_error);
  CHECK_THROWS_AS(network.client.replace(vip6, on_eth0("2001:db8::10", 129)), std::system_error);
  CHECK(network.addresses() == AddressSet{vip, vip6});
}

TEST_CASE("an address moves to another interface, and stays where that is not there")
{
  WithEth0 network;
  shell("ip link add eth1 type dummy; ip link set eth1 up");
  const auto all = [&] {
    AddressSet found = network.client.addresses();
    std::erase_if(found, [](const FloatingAddress& address) {
      return to_string(address.address).starts_with("fe80:") || address.interface == "lo";
    });
    return found;
  };
  for (const FloatingAddress& address : {vip, vip6}) {
    network.client.add(address);
    FloatingAddress moved = address;
    moved.label.clear();
    moved.interface = "eth9";
    CHECK(refusal_of([&] { network.client.replace(address, moved); }) ==
          "cannot add " + to_string(moved) + ": interface eth9 does not exist: No such device");
    CHECK(all() == AddressSet{address});
    moved.interface = "eth1";
    network.client.replace(address, moved);
    CHECK(all() == AddressSet{moved});
    network.client.remove(moved);
  }
}

TEST_CASE("an address whose old form somebody removed is replaced all the same")
{
  WithEth0 network;
  network.client.add(vip);
  shell("ip addr flush dev eth0");
  const FloatingAddress renamed = on_eth0("192.0.2.10", 24, "eth0:2");
  network.client.replace(vip, renamed);
  CHECK(network.addresses() == AddressSet{renamed});
}

TEST_CASE("refusals name the address and what is wrong")
{
  WithEth0 network;
  FloatingAddress elsewhere = vip;
  elsewhere.interface = "eth9";
  elsewhere.label.clear();
  CHECK(refusal_of([&] { network.client.add(elsewhere); }) ==
        "cannot add 192.0.2.10/24 on eth9: interface eth9 does not exist: No such device");
  CHECK(refusal_of([&] { network.client.remove(vip); }) ==
        "cannot remove 192.0.2.10/24 on eth0 (eth0:1): it is not there: "
        "Cannot assign requested address");
  network.client.add(vip);
  CHECK(refusal_of([&] { network.client.add(vip); }) ==
        "cannot add 192.0.2.10/24 on eth0 (eth0:1): it is there already: File exists");
  shell("echo 1 > /proc/sys/net/ipv6/conf/eth0/disable_ipv6");
  CHECK(refusal_of([&] { network.client.add(vip6); }) ==
        "cannot add 2001:db8::10/64 on eth0: IPv6 is switched off on eth0 "
        "(net.ipv6.conf.eth0.disable_ipv6): Permission denied");
}

TEST_CASE("an interface is found by its name, and one that is not there is none")
{
  WithEth0 network;
  shell("ip link set eth0 address 02:00:c0:00:02:10");
  const auto eth0 = network.client.interface("eth0");
  REQUIRE(eth0);
  CHECK(eth0->name == "eth0");
  CHECK(std::to_string(eth0->index) + "\n" == shell("ip -o link show eth0 | cut -d: -f1"));
  REQUIRE(eth0->hardware_address);
  CHECK(eth0->hardware_address->at(5) == std::byte{0x10});
  for (const char* name : {"eth9", "", "a_name_that_is_too_long"})
    CHECK_FALSE(network.client.interface(name));
  CHECK(network.client.interfaces().size() == 2);
}

TEST_CASE("an interface that is down takes addresses, and announces them when it is up")
{
  WithEth0 network;
  shell("ip link set eth0 down");
  network.client.add(vip);
  network.client.add(vip6);
  CHECK(network.addresses() == AddressSet{vip, vip6});
  CHECK(network.client.announce(vip) == Announced::not_running);
  CHECK(network.client.announce(vip6) == Announced::not_running);
  shell("ip link set eth0 up");
  CHECK(network.addresses() == AddressSet{vip, vip6});
  CHECK(network.client.announce(vip) == Announced::sent);
  CHECK(network.client.announce(vip6) == Announced::sent);
}

TEST_CASE("where nobody could hear it there is no announcement and no error")
{
  WithEth0 network;
  FloatingAddress local = vip;
  local.interface = "lo";
  CHECK(network.client.announce(local) == Announced::needless);
  shell("ip link set eth0 arp off");
  CHECK(network.client.announce(vip) == Announced::needless);
}

namespace {

const HostRoute own4{*parse_ip_address("10.0.0.11"), "eth0"};
const HostRoute own6{*parse_ip_address("2001:db8::11"), "eth0"};

/// A network where both hosts are neighbours.
class WithNeighbours : public WithEth0 {
public:
  WithNeighbours()
  {
    shell("ip address add 10.0.0.1/24 dev eth0; ip address add 2001:db8::1/64 dev eth0 nodad");
  }
};

}  // namespace

TEST_CASE("routes of our own read back as they were added, are used, and go again")
{
  WithNeighbours network;
  for (const HostRoute& route : {own4, own6}) {
    CHECK(network.client.route_of_neighbour(route.host) == route);
    network.client.add(route);
    CHECK(network.client.routes() == HostRoutes{route});
    const std::string host = to_string(route.host);
    CHECK_THAT(shell("ip route get " + host), Catch::Contains("via " + host + " dev eth0"));
    CHECK(network.client.route_of_neighbour(route.host) == route);
    network.client.remove(route);
    CHECK(network.client.routes().empty());
  }
}

TEST_CASE("a route of ours comes before one that an administrator made, and goes without it")
{
  WithNeighbours network;
  const std::string theirs = shell(
      "ip route add 10.0.0.11 dev eth0 proto static; ip route add 2001:db8::11 dev eth0 proto "
      "static;"
      "ip route show 10.0.0.11; ip -6 route show 2001:db8::11");
  for (const HostRoute& route : {own4, own6}) {
    network.client.add(route);
    CHECK_THAT(shell("ip route get " + to_string(route.host)), Catch::Contains(" via "));
    network.client.remove(route);
  }
  CHECK(shell("ip route show 10.0.0.11; ip -6 route show 2001:db8::11") == theirs);
  CHECK_THROWS_AS(network.client.remove(own4), std::system_error);
}

TEST_CASE("a host behind a gateway, of this machine or out of reach is no neighbour")
{
  WithNeighbours network;
  shell("ip route add 10.1.0.0/16 via 10.0.0.2; ip route add 2001:db8:1::/64 via 2001:db8::2");
  for (const char* host : {"10.1.0.1", "2001:db8:1::1", "10.0.0.1", "2001:db8::1", "10.9.9.9"}) {
    INFO(host);
    CHECK_FALSE(network.client.route_of_neighbour(*parse_ip_address(host)));
  }
}

TEST_CASE("among many routes of others the kernel itself finds ours")
{
  WithNeighbours network;
  shell(
      "for i in $(seq 1000); do echo route add 10.2.$((i / 250)).$((i % 250))/32 via 10.0.0.2; done"
      " | ip -batch -");
  network.client.add(own4);
  auto conversation = address::open_conversation();
  std::size_t told = 0;
  conversation.dump(address::request_for_our_routes(Family::ipv4), "cannot list",
                    [&](const netlink::Message&) { ++told; });
  CHECK(told == 1);
}
