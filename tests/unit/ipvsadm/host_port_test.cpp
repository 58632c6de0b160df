// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/arguments/host_port.hpp"

#include "tests/support/catch.hpp"
#include "tests/unit/ipvsadm/known_names.hpp"

using namespace ipvsadm;
using ipvsctl::Protocol;

namespace {

/// How `text` reads: "ADDRESS:PORT", "ADDRESS" without a port, or "" where it does not.
std::string reading(const std::string& text, std::optional<Protocol> protocol = Protocol::tcp)
{
  tests::KnownNames names;
  const auto read = read_host_port(text, protocol, names);
  if (!read) return {};
  return read->port ? endpoint_text(read->address, *read->port) : to_string(read->address);
}

}  // namespace

TEST_CASE("an IPv4 address has a port or none")
{
  CHECK(reading("192.0.2.1:80") == "192.0.2.1:80");
  CHECK(reading("192.0.2.1:0") == "192.0.2.1:0");
  CHECK(reading("192.0.2.1") == "192.0.2.1");
  CHECK(reading("192.0.2.1:").empty());
  CHECK(reading("192.0.2.1:65536").empty());
  CHECK(reading("192.0.2.1:-1").empty());
  CHECK(reading("192.0.2.1:80x").empty());
  CHECK(reading("192.0.2.1:80:81").empty());
}

TEST_CASE("an IPv4 address may be short, octal or hexadecimal")
{
  CHECK(reading("1.1:80") == "1.0.0.1:80");
  CHECK(reading("1:80") == "0.0.0.1:80");
  CHECK(reading("010.1.1.1:80") == "8.1.1.1:80");
  CHECK(reading("0x7f.1:80") == "127.0.0.1:80");
  CHECK(reading("256.1.1.1:80").empty());
}

TEST_CASE("digits alone are no address, nor is nothing")
{
  CHECK(reading("80").empty());
  CHECK(reading("").empty());
  CHECK(reading(":80").empty());
  CHECK(reading(":").empty());
}

TEST_CASE("a port may have blanks and a sign in front, as strtol(3) reads it")
{
  CHECK(reading("192.0.2.1: 80") == "192.0.2.1:80");
  CHECK(reading("192.0.2.1:+80") == "192.0.2.1:80");
  CHECK(reading("192.0.2.1:080") == "192.0.2.1:80");
  CHECK(reading("192.0.2.1:0x50").empty());
}

TEST_CASE("a port may be a service of the protocol, and of none where there is no protocol yet")
{
  CHECK(reading("192.0.2.1:http") == "192.0.2.1:80");
  CHECK(reading("192.0.2.1:http", Protocol::udp).empty());
  CHECK(reading("192.0.2.1:http", {}).empty());
  CHECK(reading("192.0.2.1:80", {}) == "192.0.2.1:80");
}

TEST_CASE("a host's name stands for an IPv4 address")
{
  CHECK(reading("www:http") == "192.0.2.1:80");
  CHECK(reading("www") == "192.0.2.1");
  CHECK(reading("nowhere:80").empty());
}

TEST_CASE("an IPv6 address is in brackets with a port, or bare without one")
{
  CHECK(reading("[2001:db8::1]:80") == "[2001:db8::1]:80");
  CHECK(reading("[2001:db8::1]:http") == "[2001:db8::1]:80");
  CHECK(reading("2001:db8::1") == "2001:db8::1");
  CHECK(reading("2001:db8::1:80") == "2001:db8::1:80");
  CHECK(reading("[2001:db8::1]").empty());
  CHECK(reading("[2001:db8::1]:").empty());
  CHECK(reading("[2001:db8::1]80").empty());
  CHECK(reading("[2001:db8::1").empty());
  CHECK(reading("[[2001:db8::1]]:80").empty());
  CHECK(reading("[fe80::1%eth0]:80").empty());
  CHECK(reading("[]:80").empty());
}

TEST_CASE("an IPv4 address in brackets loses its port")
{
  CHECK(reading("[192.0.2.1]:80") == "192.0.2.1");
  CHECK(reading("[www]:80") == "192.0.2.1");
}
