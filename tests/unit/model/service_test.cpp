// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/model/service.hpp"

#include "tests/support/catch.hpp"

using namespace ipvsctl;

TEST_CASE("an IPv4 persistence netmask is a mask, an IPv6 one a length")
{
  CHECK(to_string(prefix_netmask(Family::ipv4, 24), Family::ipv4) == "255.255.255.0");
  CHECK(to_string(prefix_netmask(Family::ipv4, 0), Family::ipv4) == "0.0.0.0");
  CHECK(to_string(prefix_netmask(Family::ipv6, 64), Family::ipv6) == "64");
  CHECK(prefix_length(prefix_netmask(Family::ipv4, 20), Family::ipv4) == 20U);
  CHECK_FALSE(prefix_length({0x00ff00ff}, Family::ipv4));
}

TEST_CASE("a scheduler's flags have its own names for sh and mh alone")
{
  CHECK(scheduler_flag_name("mh", 1) == "mh-port");
  CHECK(scheduler_flag_name("sh", 0) == "sh-fallback");
  CHECK(scheduler_flag_name("mh", 2) == "flag-3");
  CHECK(scheduler_flag_name("wrr", 0) == "flag-1");
}

TEST_CASE("settings say what is not at its default")
{
  ServiceSettings settings = default_settings(Family::ipv4);
  CHECK(to_string(settings, Family::ipv4) == "wlc");
  settings.persistent = true;
  settings.persistence_timeout = std::chrono::minutes(5);
  settings.persistence_netmask = prefix_netmask(Family::ipv4, 24);
  CHECK(to_string(settings, Family::ipv4) == "wlc persistent 5m netmask 255.255.255.0");
  settings.persistence_netmask = whole_address(Family::ipv4);
  settings.persistence_timeout = std::chrono::minutes(90);
  CHECK(to_string(settings, Family::ipv4) == "wlc persistent 90m");
  settings.persistence_timeout = std::chrono::seconds(61);
  CHECK(to_string(settings, Family::ipv4) == "wlc persistent 61s");
}
