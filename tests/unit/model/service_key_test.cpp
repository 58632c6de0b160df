// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/model/service_key.hpp"

#include "libipvsctl/model/destination.hpp"
#include "tests/support/catch.hpp"

using namespace ipvsctl;

TEST_CASE("a service key reads back as it was written")
{
  for (const char* text : {"tcp 192.0.2.1:80", "udp [2001:db8::53]:53", "sctp 192.0.2.1:0",
                           "mark 5", "mark 4294967295 ipv6"}) {
    const auto key = parse_service_key(text);
    REQUIRE(key);
    CHECK(to_string(*key) == text);
  }
}

TEST_CASE("what is not exactly a service key is refused")
{
  for (const char* text :
       {"", "tcp", "tcp 192.0.2.1", "tcp 192.0.2.1:65536", "tcp 2001:db8::1:80",
        "tcp [192.0.2.1]:80", "icmp 192.0.2.1:80", "mark 0", "mark -1", "mark 5 ipv4"})
    CHECK_FALSE(parse_service_key(text));
}

TEST_CASE("a server's key reads back as it was written")
{
  for (const char* text : {"10.0.0.11:80", "[2001:db8::1]:0"}) {
    const auto key = parse_destination_key(text);
    REQUIRE(key);
    CHECK(to_string(*key) == text);
  }
}

TEST_CASE("services by address come before services by mark")
{
  CHECK(*parse_service_key("sctp 255.0.0.1:1") < *parse_service_key("mark 1"));
}
