// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/model/ip_address.hpp"

#include "tests/support/catch.hpp"

using namespace ipvsctl;

TEST_CASE("an address reads back as it was written")
{
  for (const char* text : {"0.0.0.0", "192.0.2.1", "255.255.255.255", "::", "2001:db8::1"}) {
    const auto address = parse_ip_address(text);
    REQUIRE(address);
    CHECK(to_string(*address) == text);
  }
}

TEST_CASE("what is not exactly an address is refused")
{
  for (const char* text :
       {"", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.4 ", "::1%lo", "[::1]", "host"})
    CHECK_FALSE(parse_ip_address(text));
  CHECK_FALSE(parse_ip_address(std::string_view("1.2.3.4\0", 8)));
}

TEST_CASE("addresses are ordered as numbers, not as signed ones")
{
  CHECK(*parse_ip_address("10.0.0.1") < *parse_ip_address("192.168.0.1"));
  CHECK(*parse_ip_address("192.168.0.9") < *parse_ip_address("192.168.0.10"));
  CHECK(*parse_ip_address("255.0.0.1") < *parse_ip_address("::1"));
}

TEST_CASE("a network has no bit beyond its prefix")
{
  CHECK(network_of(*parse_ip_address("10.11.12.13"), 20) == *parse_ip_address("10.11.0.0"));
  CHECK(network_of(*parse_ip_address("10.11.12.13"), 32) == *parse_ip_address("10.11.12.13"));
  CHECK(network_of(*parse_ip_address("2001:db8::ffff"), 0) == *parse_ip_address("::"));
}

TEST_CASE("loopback addresses are told from others")
{
  for (const char* text : {"127.0.0.1", "127.255.0.9", "::1"})
    CHECK(is_loopback(*parse_ip_address(text)));
  for (const char* text : {"128.0.0.1", "0.0.0.1", "::", "::2", "7f00::1"})
    CHECK_FALSE(is_loopback(*parse_ip_address(text)));
}

TEST_CASE("the next address carries, and the last one has none")
{
  CHECK(next_address(*parse_ip_address("10.0.0.255")) == parse_ip_address("10.0.1.0"));
  CHECK_FALSE(next_address(*parse_ip_address("255.255.255.255")));
  CHECK(next_address(*parse_ip_address("2001:db8::ffff")) == parse_ip_address("2001:db8::1:0"));
}
