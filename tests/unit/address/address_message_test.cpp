// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/address/address_message.hpp"

#include <linux/if_addr.h>
#include <linux/rtnetlink.h>

#include <cstring>

#include "tests/support/catch.hpp"

using namespace ipvsctl;
using namespace ipvsctl::address;
using namespace std::string_literals;

namespace {

const Interface eth0{.index = 7, .name = "eth0", .running = true, .hardware_address = {}};
const FloatingAddress vip{"eth0", *parse_ip_address("192.0.2.10"), 24, "eth0:1"};
const FloatingAddress vip6{"eth0", *parse_ip_address("2001:db8::10"), 64, ""};

netlink::Message message_in(const std::vector<std::byte>& bytes)
{
  netlink::Bytes rest = bytes;
  return *netlink::take_message(rest);
}

/// The payload of an attribute; nothing where it is not there.
std::string attribute(const std::vector<std::byte>& request, std::uint16_t type)
{
  netlink::Bytes rest = message_in(request).payload.subspan(sizeof(ifaddrmsg));
  while (!rest.empty()) {
    nlattr header{};
    std::memcpy(&header, rest.data(), sizeof header);
    if (header.nla_type == type)
      return {reinterpret_cast<const char*>(rest.data()) + NLA_HDRLEN,
              header.nla_len - std::size_t{NLA_HDRLEN}};
    rest = rest.subspan(std::min<std::size_t>(rest.size(), NLA_ALIGN(header.nla_len)));
  }
  return {};
}

}  // namespace

TEST_CASE("an address reads back from the request that adds it")
{
  for (const FloatingAddress& address : {vip, vip6}) {
    const ListedAddress read = read_address(message_in(request_to_add(address, eth0)));
    CHECK(read.interface_index == 7);
    CHECK(read.address.address == address.address);
    CHECK(read.address.prefix_length == address.prefix_length);
    CHECK(read.address.label == address.label);
    CHECK(read.address.ours);
    CHECK(read.serves);
  }
}

TEST_CASE("a request to add an IPv4 address has its label and the network's broadcast address")
{
  const auto request = request_to_add(vip, eth0);
  const nlmsghdr header = message_in(request).header;
  CHECK(header.nlmsg_type == RTM_NEWADDR);
  CHECK(header.nlmsg_flags == (NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL));
  CHECK(attribute(request, IFA_LOCAL) == "\xc0\x00\x02\x0a"s);
  CHECK(attribute(request, IFA_ADDRESS) == "\xc0\x00\x02\x0a"s);
  CHECK(attribute(request, IFA_BROADCAST) == "\xc0\x00\x02\xff"s);
  CHECK(attribute(request, IFA_LABEL) == "eth0:1\0"s);
  CHECK(attribute(request, 11) == "\x6c"s);  // IFA_PROTO, of kernel headers since 5.18
}

TEST_CASE("without a label an IPv4 address has its interface's name for one")
{
  FloatingAddress plain = vip;
  plain.label.clear();
  CHECK(attribute(request_to_add(plain, eth0), IFA_LABEL) == "eth0\0"s);
}

TEST_CASE("a request to add an IPv6 address has neither, and asks for no duplicate detection")
{
  const auto request = request_to_add(vip6, eth0);
  CHECK(attribute(request, IFA_BROADCAST).empty());
  CHECK(attribute(request, IFA_LABEL).empty());
  ifaddrmsg header{};
  std::memcpy(&header, message_in(request).payload.data(), sizeof header);
  CHECK(header.ifa_flags == IFA_F_NODAD);
  CHECK(header.ifa_prefixlen == 64);
  CHECK(header.ifa_index == 7);
}

TEST_CASE("a network's broadcast address is its highest, where it has room for one")
{
  const auto broadcast = [](const char* address, unsigned length) {
    const auto found = broadcast_of(*parse_ip_address(address), length);
    return found ? to_string(*found) : "none";
  };
  CHECK(broadcast("192.0.2.10", 24) == "192.0.2.255");
  CHECK(broadcast("192.0.2.10", 30) == "192.0.2.11");
  CHECK(broadcast("10.1.2.3", 9) == "10.127.255.255");
  CHECK(broadcast("10.1.2.3", 0) == "255.255.255.255");
  CHECK(broadcast("192.0.2.10", 31) == "none");
  CHECK(broadcast("192.0.2.10", 32) == "none");
  CHECK(broadcast("2001:db8::1", 24) == "none");
}

TEST_CASE("a message that is cut short is met")
{
  const auto whole = request_to_add(vip, eth0);
  for (std::size_t size = sizeof(nlmsghdr); size < sizeof(nlmsghdr) + sizeof(ifaddrmsg); ++size) {
    std::vector<std::byte> cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    const auto length = static_cast<std::uint32_t>(size);
    std::memcpy(cut.data(), &length, sizeof length);
    CHECK_THROWS_AS(read_address(message_in(cut)), netlink::Malformed);
  }
  nlmsghdr header{};
  header.nlmsg_len = sizeof header;
  header.nlmsg_type = RTM_NEWLINK;
  CHECK_THROWS_AS(read_interface({header, {}}), netlink::Malformed);
}

TEST_CASE("a message about a link is not read as one about an address")
{
  auto bytes = request_to_add(vip, eth0);
  netlink::Message message = message_in(bytes);
  message.header.nlmsg_type = RTM_NEWLINK;
  CHECK_THROWS_AS(read_address(message), netlink::Malformed);
}
