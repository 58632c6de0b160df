// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/sysctl/why_missing.hpp"

#include "tests/support/catch.hpp"

using namespace ipvsctl;

TEST_CASE("why a parameter is missing is told by what would bring it")
{
  CHECK(sysctl::why_missing("net/ipv4/vs/debug_level", true) ==
        "this kernel was built without it (CONFIG_IP_VS_DEBUG): leave it out");
  CHECK(sysctl::why_missing("net/ipv4/vs/conntrack", true) ==
        "this kernel was built without it (CONFIG_IP_VS_NFCT): leave it out");
  CHECK(sysctl::why_missing("net/ipv4/vs/est_nice", true) ==
        "this kernel is too old for it, or was built without it: leave it out");
  CHECK(sysctl::why_missing("net/ipv4/vs/debug_level", false) ==
        "there is no such parameter: is ip_vs loaded?");
  CHECK(sysctl::why_missing("net/ipv4/conf/eth9/rp_filter", true) ==
        "there is no such parameter: is there such an interface?");
  CHECK(sysctl::why_missing("kernel/no_such_thing", true) == "there is no such parameter");
}
