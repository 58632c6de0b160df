// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/nft/element.hpp"

#include <cstring>

#include "tests/support/catch.hpp"

using namespace ipvsctl;
using namespace ipvsctl::nft;

namespace {

MarkMatch match(const char* address, Protocol protocol, std::uint16_t first, std::uint16_t last)
{
  return {*parse_ip_address(address), protocol, {first, last}};
}

std::vector<unsigned> bytes_of(const Element& element, std::uint16_t attribute)
{
  std::uint32_t length = 0;
  const auto* bytes =
      static_cast<const std::uint8_t*>(nftnl_set_elem_get(element.get(), attribute, &length));
  return {bytes, bytes + (bytes == nullptr ? 0 : length)};
}

const MarkMatch web = match("192.0.2.1", Protocol::tcp, 8080, 8080);
const MarkMatch range = match("2001:db8::1", Protocol::udp, 10000, 20000);

}  // namespace

TEST_CASE("a key is address, protocol and port in network byte order, each in whole words")
{
  CHECK(bytes_of(make_element(web, 7), NFTNL_SET_ELEM_KEY) ==
        std::vector<unsigned>{192, 0, 2, 1, 6, 0, 0, 0, 0x1f, 0x90, 0, 0});
  CHECK(bytes_of(make_element(web, 7), NFTNL_SET_ELEM_KEY_END).empty());
}

TEST_CASE("a range has the key of its last port too")
{
  const auto last = bytes_of(make_element(range, 7), NFTNL_SET_ELEM_KEY_END);
  CHECK(last == std::vector<unsigned>{0x20, 0x01, 0x0d, 0xb8, 0,  0, 0, 0, 0,    0,    0, 0,
                                      0,    0,    0,    1,    17, 0, 0, 0, 0x4e, 0x20, 0, 0});
}

TEST_CASE("the mark travels in host byte order")
{
  std::uint32_t mark = 0;
  const Element element = make_element(web, 0x01020304);
  std::uint32_t length = 0;
  std::memcpy(&mark, nftnl_set_elem_get(element.get(), NFTNL_SET_ELEM_DATA, &length), sizeof mark);
  CHECK(length == 4);
  CHECK(mark == 0x01020304);
}

TEST_CASE("single ports and ranges have maps of their own in each family")
{
  CHECK(map_of(web).name == "ipv4_ports");
  CHECK(map_of(match("192.0.2.1", Protocol::tcp, 80, 81)).name == "ipv4_port_ranges");
  CHECK(map_of(match("2001:db8::1", Protocol::tcp, 80, 80)).name == "ipv6_ports");
  CHECK(map_of(range).name == "ipv6_port_ranges");
}

TEST_CASE("an element reads back as it was made")
{
  for (const MarkMatch& made :
       {web, range, match("255.255.255.255", Protocol::sctp, 0, 65535),
        match("2001:db8::", Protocol::udp, 65535, 65535), match("0.0.0.0", Protocol::tcp, 1, 2)}) {
    const auto read = read_element(*make_element(made, 0xfedcba98), map_of(made));
    REQUIRE(read);
    CHECK(read->first == made);
    CHECK(read->second == 0xfedcba98);
  }
}

TEST_CASE("an element that we would not have made is not ours")
{
  const MapForm& ports = map_of(web);
  const MapForm& ranges = map_for(Family::ipv4, true);
  const Element good = make_element(web, 7);
  REQUIRE(read_element(*good, ports));

  SECTION("of another family's length")
  {
    CHECK_FALSE(read_element(*good, map_of(range)));
  }
  SECTION("a single port among the ranges")
  {
    const auto key = bytes_of(good, NFTNL_SET_ELEM_KEY);
    const std::vector<std::uint8_t> end(key.begin(), key.end());
    nftnl_set_elem_set(good.get(), NFTNL_SET_ELEM_KEY_END, end.data(), 12);
    CHECK_FALSE(read_element(*good, ranges));
  }
  SECTION("no end among the ranges")
  {
    CHECK_FALSE(read_element(*good, ranges));
  }
  SECTION("no mark")
  {
    CHECK_FALSE(read_element(*make_element(web), ports));
  }
  SECTION("one that goes by itself")
  {
    nftnl_set_elem_set_u64(good.get(), NFTNL_SET_ELEM_TIMEOUT, 1000);
    CHECK_FALSE(read_element(*good, ports));
  }
  SECTION("everything else: a catch-all element has no key")
  {
    const Element all(nftnl_set_elem_alloc());
    const std::uint32_t mark = 7;
    nftnl_set_elem_set_u32(all.get(), NFTNL_SET_ELEM_FLAGS, NFT_SET_ELEM_CATCHALL);
    nftnl_set_elem_set(all.get(), NFTNL_SET_ELEM_DATA, &mark, sizeof mark);
    CHECK_FALSE(read_element(*all, ports));
  }
  SECTION("another protocol, or a range of addresses")
  {
    std::array<std::uint8_t, 12> first{192, 0, 2, 1, 6, 0, 0, 0, 0, 80, 0, 0};
    std::array<std::uint8_t, 12> last{192, 0, 2, 1, 6, 0, 0, 0, 0, 90, 0, 0};
    const auto readable = [&] {
      nftnl_set_elem_set(good.get(), NFTNL_SET_ELEM_KEY, first.data(), 12);
      nftnl_set_elem_set(good.get(), NFTNL_SET_ELEM_KEY_END, last.data(), 12);
      return read_element(*good, ranges).has_value();
    };
    CHECK(readable());
    first[4] = last[4] = 1;
    CHECK_FALSE(readable());
    first[4] = last[4] = 6;
    last[3] = 2;
    CHECK_FALSE(readable());
    last[3] = 1;
    last[9] = 70;
    CHECK_FALSE(readable());
  }
}
