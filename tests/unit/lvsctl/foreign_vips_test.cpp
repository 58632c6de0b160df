// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/foreign_vips.hpp"

#include "tests/support/catch.hpp"

using namespace ipvsctl;

TEST_CASE("a VIP whose address others made is noted, and one of ours is not")
{
  const IpAddress address = *parse_ip_address("192.0.2.10");
  const FloatingAddress wanted{"eth0", address, 32, ""};
  const AddressSet theirs = {{"eth0", address, 24, ""}};
  lvsd::Config config;
  config.vips = {{"public", wanted}};
  CHECK(lvsctl::notes_on_foreign_vips(config, {}, {}).empty());
  CHECK(
      lvsctl::notes_on_foreign_vips(config, theirs, {}) ==
      std::vector<std::string>{
          "VIP `public`: this host has 192.0.2.10/24 on eth0 already, which lvsd did not make: it "
          "stays as it is, with that prefix length, also when the config no longer has it; where "
          "it is not this host's own, `sysctl -w net/ipv4/conf/eth0/promote_secondaries=1; ip "
          "address del 192.0.2.10/24 dev eth0` has lvsd add its own"});
  lvsd::Record record;
  record.addresses = {wanted};
  CHECK(lvsctl::notes_on_foreign_vips(config, {wanted}, record).empty());
}
