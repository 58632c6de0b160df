// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/sysctl/parameters.hpp"

#include "tests/support/catch.hpp"

using namespace ipvsctl;
using namespace std::string_literals;

TEST_CASE("a parameter's path is relative and stays below /proc/sys")
{
  for (const std::string path : {"net/ipv4/ip_forward", "net/ipv4/conf/eth0.100/rp_filter",
                                 "kernel/..hostname", "kernel/osrelease"})
    CHECK(sysctl::wrong_with_path(path).empty());
  for (const std::string& path : {""s, "/net/ipv4/ip_forward"s, "net//ipv4"s, "net/ipv4/"s,
                                  "../sys/net"s, "net/../kernel"s, "net/.."s, "./net"s, "net\0x"s})
    CHECK_FALSE(sysctl::wrong_with_path(path).empty());
}

TEST_CASE("a path that is none is refused before anything is opened")
{
  for (const std::string path : {"../../etc/passwd", "/etc/passwd", ""}) {
    CHECK_THROWS_AS(sysctl::read(path), std::system_error);
    CHECK_THROWS_AS(sysctl::write(path, "1"), std::system_error);
    CHECK(sysctl::read_those({{path, "1"}}).empty());
  }
}

TEST_CASE("a parameter that is not there has no value")
{
  CHECK(sysctl::has_value("kernel/ostype", "Linux"));
  CHECK_FALSE(sysctl::has_value("kernel/ostype", ""));
  CHECK_FALSE(sysctl::has_value("kernel/no_such_parameter", ""));
  CHECK_FALSE(sysctl::has_value("../../etc/passwd", ""));
}
