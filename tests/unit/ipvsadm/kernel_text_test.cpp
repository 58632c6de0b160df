// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/listing/kernel_text.hpp"

#include "tests/support/catch.hpp"
#include "tests/unit/ipvsadm/listed.hpp"

using namespace ipvsadm;
using namespace ipvsctl;
using tests::server;
using tests::service;

namespace {

const std::string titles =
    "IP Virtual Server version 1.2.1 (size=4096)\n"
    "Prot LocalAddress:Port Scheduler Flags\n"
    "  -> RemoteAddress:Port Forward Weight ActiveConn InActConn\n";

const std::string web =
    "TCP  C0000201:0050 wlc persistent 360 FFFFFFFF \n"
    "  -> 0A00000B:0050      Masq    5      1          2         \n"
    "  -> [2001:0db8:0000:0000:0000:0000:0000:0007]:1F90      Tunnel  0      0          0         "
    "\n";
const std::string mark =
    "FWM  FFFFFFFF wlc \n"
    "  -> 0A00000B:0000      Route   2147483647 0          4294967295\n";

ipvs::Listing two_services()
{
  return {service("tcp 192.0.2.1:80"), service("mark 4294967295")};
}

bool refused(const std::string& text)
{
  ipvs::Listing table = two_services();
  return !add_servers(table, titles + text);
}

}  // namespace

TEST_CASE("servers are read from the kernel's text of its table")
{
  ipvs::Listing table = two_services();
  REQUIRE(add_servers(table, titles + web + mark));
  auto first = server("10.0.0.11:80", {.weight = 5, .tunnel = {}});
  first.measurements.active_connections = 1;
  first.measurements.inactive_connections = 2;
  auto third = server("10.0.0.11:0",
                      {.forwarding = ForwardingMethod::direct, .weight = 2147483647, .tunnel = {}});
  third.measurements.inactive_connections = 4294967295;
  CHECK(table[0].destinations ==
        std::vector{first,
                    server("[2001:db8::7]:8080",
                           {.forwarding = ForwardingMethod::tunnel, .weight = 0, .tunnel = {}})});
  CHECK(table[1].destinations == std::vector{third});
}

TEST_CASE("an empty table has neither services nor servers")
{
  ipvs::Listing none;
  CHECK(add_servers(none, titles));
  CHECK(add_servers(none, ""));
}

TEST_CASE("a text of other services than were listed is not used")
{
  CHECK_FALSE(refused(web + mark));
  CHECK(refused(""));
  CHECK(refused(web));
  CHECK(refused(mark + web));
  CHECK(refused(web + web + mark));
  CHECK(refused(web + mark + mark));
  CHECK(refused("UDP" + web.substr(3) + mark));
}

TEST_CASE("a text with a line that is none of a server's is not used")
{
  CHECK(refused(web + mark + "  -> 0A00000B Masq 1 0 0\n"));
  CHECK(refused(web + mark + "  -> 0A00000B:0050 Other 1 0 0\n"));
  CHECK(refused(web + mark + "  -> 0A00000B:0050 Masq -1 0 0\n"));
  CHECK(refused(web + mark + "  -> 0A00000B:0050 Masq 1 0\n"));
  CHECK(refused(web + mark + "  -> [0A00000B]:0050 Masq 1 0 0\n"));
  CHECK(refused("  -> 0A00000B:0050 Masq 1 0 0\n" + web + mark));
}
