// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/desired/decide.hpp"

#include "tests/support/catch.hpp"
#include "tests/unit/desired/director.hpp"

using namespace ipvsctl;
using namespace lvsd;
using namespace std::chrono_literals;
using namespace tests;

TEST_CASE("from nothing, all that the config says comes to be, and then there is nothing to do")
{
  Director1 director = running(web_config());
  CHECK(director.kernel.ipvs.at(web_key).destinations.size() == 2);
  CHECK(director.kernel.addresses.size() == 1);
  CHECK(director.turn().empty());
}

TEST_CASE("an operator's weight stands until it is taken back")
{
  Director1 director = running(web_config());
  const ServerId id{"web", *parse_destination_key("10.0.0.2:80")};
  director.overrides[id].weight = 7;
  director.turn();
  CHECK(director.weight(web_key, "10.0.0.2:80") == 7);
  director.overrides.clear();
  director.turn();
  CHECK(director.weight(web_key, "10.0.0.2:80") == 1);
}

TEST_CASE("a foreign service is left alone or removed as the config says")
{
  const ServiceKey theirs = *parse_service_key("udp 192.0.2.99:53");
  Director1 director;
  director.kernel.ipvs[theirs] = {{}, {{*parse_destination_key("10.9.9.9:53"), {}}}};
  director.config = web_config();
  director.turn();
  CHECK(director.kernel.ipvs.contains(theirs));
  director.config.director.foreign = Foreign::remove;
  CHECK(director.turn() == Plan{RemoveService{theirs}});
}

TEST_CASE("what was there before is adopted where it matches")
{
  Director1 director;
  director.config = web_config();
  Service& there = director.kernel.ipvs[web_key];
  there.destinations[*parse_destination_key("10.0.0.1:80")] = {};
  CHECK(director.turn() == Plan{AddDestination{web_key, *parse_destination_key("10.0.0.2:80"), {}},
                                AddAddress{director.config.vips[0].address}});
}

TEST_CASE("the addresses of others are never ours")
{
  Director1 director;
  director.kernel.addresses = {{"eth0", *parse_ip_address("192.0.2.1"), 24, ""}};
  director.config = web_config();
  director.turn();
  director.config = Config{};
  director.turn();
  director.now += 60s;
  director.turn();
  director.turn();
  CHECK(director.kernel.addresses == AddressSet{{"eth0", *parse_ip_address("192.0.2.1"), 24, ""}});
}

TEST_CASE("an address of the host that does for a VIP keeps its network, and stays")
{
  const AddressSet own = {{"eth0", public_ip, 16, ""}};
  Director1 director;
  director.kernel.addresses = own;
  director.config = web_config();
  director.turn();
  CHECK(director.kernel.addresses == own);
  CHECK(director.decision().foreign_addresses == own);
  CHECK(director.decision().plan.empty());
  CHECK(director.record.addresses.empty());
  director.carry(decide_release(director.situation()));
  CHECK(director.kernel.addresses == own);
}

TEST_CASE("the very address of a VIP stays too where somebody else made it")
{
  Director1 director;
  director.config = web_config();
  const AddressSet own = {director.config.vips[0].address};
  director.kernel.addresses = own;
  director.turn();
  director.carry(decide_release(director.situation()));
  CHECK(director.kernel.addresses == own);
}

TEST_CASE("a VIP that somebody else no longer keeps becomes ours")
{
  Director1 director;
  director.config = web_config();
  director.kernel.addresses = {{"eth0", public_ip, 16, ""}};
  director.turn();
  director.kernel.addresses.clear();
  director.turn();
  CHECK(director.kernel.addresses == AddressSet{director.config.vips[0].address});
  CHECK(director.decision().foreign_addresses.empty());
  director.carry(decide_release(director.situation()));
  CHECK(director.kernel.addresses.empty());
}

TEST_CASE("an address that comes to stand beside ours is not ours")
{
  Director1 director = running(web_config());
  const FloatingAddress late{"eth0", public_ip, 16, ""};
  director.kernel.addresses.insert(late);
  CHECK(director.turn().empty());
  director.carry(decide_release(director.situation()));
  CHECK(director.kernel.addresses == AddressSet{late});
}

TEST_CASE("a VIP gets another prefix length by the config")
{
  Director1 director = running(web_config());
  const FloatingAddress before = director.config.vips[0].address;
  director.config.vips[0].address.prefix_length = 32;
  CHECK(director.turn() == Plan{ReplaceAddress{before, director.config.vips[0].address}});
  director.turn();
  CHECK(director.record.addresses == AddressSet{director.config.vips[0].address});
}

TEST_CASE("a kernel that says who made an address is believed without a record")
{
  Director1 director = running(web_config());
  director.record = {};
  director.config.vips[0].address.prefix_length = 32;
  CHECK(director.turn().size() == 1);
  CHECK(director.decision().foreign_addresses.empty());
  director.record = {};
  director.config.vips.clear();
  director.turn();
  CHECK(director.kernel.addresses.empty());
}

TEST_CASE("a kernel that does not say who made an address leaves it to the record")
{
  Director1 director = running(web_config());
  const FloatingAddress theirs{"eth0", *parse_ip_address("192.0.2.1"), 24, ""};
  director.kernel.addresses = {director.config.vips[0].address, theirs};
  director.record.addresses = {director.config.vips[0].address};
  CHECK(director.turn().empty());
  CHECK(director.decision().foreign_addresses.empty());
  director.carry(decide_release(director.situation()));
  CHECK(director.kernel.addresses == AddressSet{theirs});
}

TEST_CASE("several ports become a mark that the packets get")
{
  Config config = web_config();
  config.services[0].matches.push_back({public_ip, Protocol::tcp, {443, 443}});
  Director1 director = running(config);
  REQUIRE(director.kernel.ipvs.size() == 1);
  const auto key = std::get<FirewallMark>(director.kernel.ipvs.begin()->first);
  CHECK(key.mark >= 0x40000000);
  CHECK(director.kernel.packet_rules.marks.size() == 2);
  CHECK(director.kernel.packet_rules.marks.begin()->second == key.mark);
}

TEST_CASE("a service of both families becomes one service a family, each with its own servers")
{
  Config config;
  ServiceConfig dns = service("dns", 53);
  dns.matches.push_back({*parse_ip_address("2001:db8::53"), Protocol::udp, {53, 53}});
  dns.servers = {server("10.0.0.1:0"), server("[2001:db8:1::1]:0"), server("[2001:db8:1::2]:0")};
  dns.servers[2].settings.forwarding = ForwardingMethod::tunnel;
  config.services = {dns};
  Director1 director = running(config);
  REQUIRE(director.kernel.ipvs.size() == 2);
  for (const auto& [key, service] : director.kernel.ipvs)
    CHECK(service.destinations.size() == 2);
}

TEST_CASE("a look at addresses and marks alone leaves the services out of it")
{
  Director1 director = running(web_config());
  const Record before = director.record;
  director.kernel.addresses.clear();
  director.scope.ipvs = false;
  KernelState observed = director.kernel;
  observed.ipvs.clear();
  const Decision decision = decide({director.config,
                                    director.overrides,
                                    director.record,
                                    director.scope,
                                    observed,
                                    {},
                                    director.now});
  CHECK(decision.plan == Plan{AddAddress{director.config.vips[0].address}});
  CHECK(decision.record.services == before.services);
}

TEST_CASE("release leaves nothing of ours and all of others'")
{
  Director1 director;
  const ServiceKey theirs = *parse_service_key("udp 192.0.2.99:53");
  director.kernel.ipvs[theirs] = {};
  director.kernel.sysctls["net/ipv4/ip_forward"] = "1";
  KernelState before = director.kernel;
  director.config = web_config();
  director.turn();
  director.carry(decide_release(director.situation()));
  CHECK(director.kernel == before);
}

TEST_CASE("a sync daemon of somebody else is left alone, ours goes with the config")
{
  Director1 director;
  director.kernel.sync_daemons[SyncRole::backup] = {.interface = "eth0", .group = {}};
  director.config = web_config();
  director.turn();
  CHECK(director.kernel.sync_daemons.size() == 1);
  director.config.director.sync =
      SyncDaemons{{SyncRole::master, {.interface = "eth1", .group = {}}}};
  director.turn();
  CHECK(director.kernel.sync_daemons.size() == 1);
  CHECK(director.kernel.sync_daemons.contains(SyncRole::master));
  director.config.director.sync.reset();
  director.turn();
  CHECK(director.kernel.sync_daemons.empty());
}
