// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/address/announcement.hpp"

#include "tests/support/catch.hpp"

using namespace ipvsctl;
using namespace ipvsctl::address;

namespace {

const IpAddress vip = *parse_ip_address("192.0.2.10");
const IpAddress vip6 = *parse_ip_address("2001:db8::10");
constexpr HardwareAddress mac{std::byte{0x02}, std::byte{0x00}, std::byte{0xc0},
                              std::byte{0x00}, std::byte{0x02}, std::byte{0x10}};

std::string hex(const Frame& frame)
{
  std::string text;
  for (const std::byte byte : frame)
    for (const unsigned digit :
         {std::to_integer<unsigned>(byte) >> 4, std::to_integer<unsigned>(byte) & 15})
      text += "0123456789abcdef"[digit];
  return text;
}

std::string without_blanks(std::string text)
{
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
  return text;
}

}  // namespace

TEST_CASE("a gratuitous ARP request asks everyone for the address that its sender has")
{
  // Ethernet: to everyone, from us, ARP. ARP: Ethernet, IPv4, request; sender; whom it asks for.
  CHECK(hex(arp_request(vip, mac)) == without_blanks(R"(
      ffffffffffff 0200c0000210 0806
      0001 0800 06 04 0001
      0200c0000210 c000020a
      000000000000 c000020a)"));
}

TEST_CASE("a gratuitous ARP reply names its sender twice")
{
  CHECK(hex(arp_reply(vip, mac)) == without_blanks(R"(
      ffffffffffff 0200c0000210 0806
      0001 0800 06 04 0002
      0200c0000210 c000020a
      0200c0000210 c000020a)"));
}

TEST_CASE("an unsolicited neighbour advertisement overrides what all nodes know")
{
  // IPv6: 32 bytes of ICMPv6, hop limit 255, from the address itself to all nodes. ICMPv6: type,
  // code, checksum, override; the address; its hardware address as an option.
  CHECK(hex(neighbour_advertisement(vip6, mac, false)) == without_blanks(R"(
      333300000001 0200c0000210 86dd
      60000000 0020 3a ff
      20010db8000000000000000000000010
      ff020000000000000000000000000001
      88 00 36fd 20000000
      20010db8000000000000000000000010
      02 01 0200c0000210)"));
}

TEST_CASE("a router stays one in its advertisements")
{
  constexpr std::size_t headers = 14 + 40;
  const Frame frame = neighbour_advertisement(vip6, mac, true);
  CHECK(hex(frame).substr(2 * headers, 16) == "8800b6fca0000000");
}

TEST_CASE("IPv4 is announced as request and as reply, IPv6 as advertisement")
{
  CHECK(announcement_of(vip, mac, true) ==
        std::vector<Frame>{arp_request(vip, mac), arp_reply(vip, mac)});
  CHECK(announcement_of(vip6, mac, true) ==
        std::vector<Frame>{neighbour_advertisement(vip6, mac, true)});
}
