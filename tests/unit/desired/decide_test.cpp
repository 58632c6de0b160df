// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/desired/decide.hpp"

#include "libipvsctl/plan/carried_out.hpp"
#include "tests/support/catch.hpp"

using namespace ipvsctl;
using namespace lvsd;
using namespace std::chrono_literals;

namespace {

const Clock::time_point start{};
const IpAddress public_ip = *parse_ip_address("192.0.2.10");
const ServiceKey web_key = VirtualAddress{Protocol::tcp, public_ip, 80};

Server server(const char* endpoint)
{
  return {"", *parse_destination_key(endpoint), {}};
}

ServiceConfig service(const std::string& name, std::uint16_t port)
{
  ServiceConfig service;
  service.name = name;
  service.matches = {{public_ip, Protocol::tcp, {port, port}}};
  service.servers = {server("10.0.0.1:80"), server("10.0.0.2:80")};
  return service;
}

Config web_config()
{
  Config config;
  config.vips = {{"public", {"eth0", public_ip, 24, "eth0:1"}}};
  config.services = {service("web", 80)};
  return config;
}

/// A director whose kernel carries everything out.
struct Director1 {
  Config config;
  Overrides overrides;
  Record record;
  KernelState kernel;
  IpvsMeasurements measured;
  Clock::time_point now = start;
  Scope scope;

  Situation situation() const { return {config, overrides, record, scope, kernel, measured, now}; }

  Plan carry(Decision decision)
  {
    record = decision.record;
    kernel = carried_out(kernel, decision.plan);
    return decision.plan;
  }

  Plan turn() { return carry(decide(situation())); }

  void connections(const ServiceKey& key, const char* endpoint, std::uint32_t active)
  {
    measured[key].destinations[*parse_destination_key(endpoint)].active_connections = active;
  }

  void move(const char* endpoint, ForwardingMethod forwarding)
  {
    for (ServiceConfig& service : config.services)
      for (Server& one : service.servers)
        if (to_string(one.key) == endpoint) one.settings.forwarding = forwarding;
  }

  bool has(const ServiceKey& key, const char* endpoint) const
  {
    return kernel.ipvs.contains(key) &&
           kernel.ipvs.at(key).destinations.contains(*parse_destination_key(endpoint));
  }

  std::uint32_t weight(const ServiceKey& key, const char* endpoint) const
  {
    return kernel.ipvs.at(key).destinations.at(*parse_destination_key(endpoint)).weight;
  }
};

Director1 running(const Config& config)
{
  Director1 director;
  director.config = config;
  director.turn();
  return director;
}

}  // namespace

TEST_CASE("from nothing, all that the config says comes to be, and then there is nothing to do")
{
  Director1 director = running(web_config());
  CHECK(director.kernel.ipvs.at(web_key).destinations.size() == 2);
  CHECK(director.kernel.addresses.size() == 1);
  CHECK(director.turn().empty());
}

TEST_CASE("a server that the config loses gets weight 0 and leaves when its connections are gone")
{
  Director1 director = running(web_config());
  director.config.services[0].servers.pop_back();
  director.connections(web_key, "10.0.0.2:80", 3);
  director.turn();
  CHECK(director.weight(web_key, "10.0.0.2:80") == 0);
  director.now += 5s;
  CHECK(director.turn().empty());
  director.connections(web_key, "10.0.0.2:80", 0);
  director.turn();
  CHECK_FALSE(director.has(web_key, "10.0.0.2:80"));
  CHECK(director.turn().empty());
  CHECK(director.record.drains.empty());
}

TEST_CASE("a server that keeps its connections leaves at its deadline")
{
  Director1 director = running(web_config());
  director.config.services[0].servers.pop_back();
  director.connections(web_key, "10.0.0.2:80", 3);
  director.turn();
  director.now += 60s - 1ms;
  director.turn();
  CHECK(director.has(web_key, "10.0.0.2:80"));
  director.now += 1ms;
  director.turn();
  CHECK_FALSE(director.has(web_key, "10.0.0.2:80"));
}

TEST_CASE("without drain time a server leaves at once")
{
  Director1 director = running(web_config());
  director.config.services[0].servers.pop_back();
  director.config.services[0].drain = 0s;
  CHECK(director.turn() == Plan{RemoveDestination{web_key, *parse_destination_key("10.0.0.2:80")}});
}

TEST_CASE("a server that comes back while it is leaving has its weight again")
{
  Director1 director = running(web_config());
  const Config whole = director.config;
  director.config.services[0].servers.pop_back();
  director.turn();
  director.config = whole;
  director.turn();
  CHECK(director.weight(web_key, "10.0.0.2:80") == 1);
  CHECK(director.record.drains.empty());
}

TEST_CASE("a connection counts in whatever state it is, so that UDP drains too")
{
  Director1 director = running(web_config());
  director.config.services[0].servers.pop_back();
  director.measured[web_key]
      .destinations[*parse_destination_key("10.0.0.2:80")]
      .inactive_connections = 1;
  director.turn();
  director.now += 5s;
  director.turn();
  CHECK(director.has(web_key, "10.0.0.2:80"));
}

TEST_CASE("a drain that began before a restart goes on after it")
{
  Director1 director = running(web_config());
  director.config.services[0].servers.pop_back();
  director.connections(web_key, "10.0.0.2:80", 1);
  director.turn();
  Director1 restarted = director;
  restarted.now += 30s;
  CHECK(restarted.turn().empty());
  restarted.now += 30s;
  restarted.turn();
  CHECK_FALSE(restarted.has(web_key, "10.0.0.2:80"));
}

TEST_CASE("a service that the config loses is drained before it goes, and its VIP waits for it")
{
  Director1 director = running(web_config());
  director.connections(web_key, "10.0.0.1:80", 1);
  director.connections(web_key, "10.0.0.2:80", 0);
  director.config = Config{};
  director.turn();
  CHECK(director.weight(web_key, "10.0.0.1:80") == 0);
  CHECK(director.kernel.addresses.size() == 1);
  director.now += 1s;
  director.turn();
  CHECK_FALSE(director.has(web_key, "10.0.0.2:80"));
  CHECK(director.has(web_key, "10.0.0.1:80"));
  director.connections(web_key, "10.0.0.1:80", 0);
  director.turn();
  CHECK(director.kernel == KernelState{});
}

TEST_CASE("an operator's drain takes a server out, and undoing it brings it back")
{
  Director1 director = running(web_config());
  const ServerId id{"web", *parse_destination_key("10.0.0.2:80")};
  director.overrides[id].drain = true;
  director.connections(web_key, "10.0.0.2:80", 1);
  director.turn();
  CHECK(director.weight(web_key, "10.0.0.2:80") == 0);
  director.connections(web_key, "10.0.0.2:80", 0);
  director.now += 1s;
  director.turn();
  CHECK_FALSE(director.has(web_key, "10.0.0.2:80"));
  CHECK(director.turn().empty());
  director.overrides.clear();
  director.turn();
  CHECK(director.weight(web_key, "10.0.0.2:80") == 1);
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

TEST_CASE("a plain service that becomes a mark service keeps its connections as long as they last")
{
  Director1 director = running(web_config());
  director.config.services[0].drain = 0s;
  director.turn();
  director.connections(web_key, "10.0.0.1:80", 1);
  director.connections(web_key, "10.0.0.2:80", 0);
  director.config.services[0].matches.push_back({public_ip, Protocol::tcp, {443, 443}});
  director.turn();
  CHECK(director.kernel.ipvs.size() == 2);
  CHECK(director.weight(web_key, "10.0.0.1:80") == 0);
  director.now += 24h;
  director.turn();
  CHECK(director.has(web_key, "10.0.0.1:80"));
  CHECK_FALSE(director.has(web_key, "10.0.0.2:80"));
  director.connections(web_key, "10.0.0.1:80", 0);
  director.turn();
  CHECK(director.kernel.ipvs.size() == 1);
}

TEST_CASE("a server that leaves after its service got another key has a deadline from then on")
{
  Director1 director = running(web_config());
  director.connections(web_key, "10.0.0.1:80", 1);
  director.config.services[0].matches.push_back({public_ip, Protocol::tcp, {443, 443}});
  director.turn();
  director.now += 24h;
  director.config.services[0].servers.erase(director.config.services[0].servers.begin());
  director.turn();
  director.now += 60s - 1ms;
  director.turn();
  CHECK(director.has(web_key, "10.0.0.1:80"));
  director.now += 1ms;
  director.turn();
  CHECK_FALSE(director.has(web_key, "10.0.0.1:80"));
}

TEST_CASE("what leaves under another name has its deadline, though the server serves on elsewhere")
{
  Director1 director = running(web_config());
  director.connections(web_key, "10.0.0.1:80", 1);
  director.config.services[0].name = "other";
  director.config.services[0].matches[0].ports = {81, 81};
  director.turn();
  director.now += 60s;
  director.turn();
  CHECK(director.kernel.ipvs.size() == 1);
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
  CHECK(decision.record == before);
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

TEST_CASE("a server that moves to direct routing or from it wants a route of its own")
{
  using enum ForwardingMethod;
  const std::set<IpAddress> first{*parse_ip_address("10.0.0.1")};
  for (const auto& [from, to, wants] :
       {std::tuple{masquerade, direct, true}, std::tuple{direct, masquerade, true},
        std::tuple{direct, tunnel, true}, std::tuple{tunnel, direct, true},
        std::tuple{masquerade, tunnel, false}}) {
    Director1 director;
    director.config = web_config();
    director.move("10.0.0.1:80", from);
    director.turn();
    director.move("10.0.0.1:80", to);
    CHECK((decide(director.situation()).unrouted == first) == wants);
  }
}

namespace {

const HostRoute own_route{*parse_ip_address("10.0.0.1"), "eth1"};

/// A director whose first server has just moved to direct routing and has its route.
Director1 moved()
{
  Director1 director = running(web_config());
  director.move("10.0.0.1:80", ForwardingMethod::direct);
  director.carry(with_routes(decide(director.situation()), {own_route}));
  return director;
}

}  // namespace

TEST_CASE("the route of a server that moved stays until the server is seen with no connection")
{
  Director1 director = moved();
  CHECK(director.kernel.routes == HostRoutes{own_route});
  CHECK(director.turn().empty());  // nobody has counted
  director.connections(web_key, "10.0.0.1:80", 1);
  CHECK(director.turn().empty());
  director.connections(web_key, "10.0.0.1:80", 0);
  CHECK(director.turn() == Plan{RemoveRoute{own_route}});
  CHECK(director.record.mixed.empty());
  CHECK(director.turn().empty());
}

TEST_CASE("a server that moves back, empty or not, keeps its route while it may have connections")
{
  Director1 director = moved();
  director.connections(web_key, "10.0.0.1:80", 0);
  director.move("10.0.0.1:80", ForwardingMethod::masquerade);
  CHECK(director.turn().size() == 1);
  CHECK(director.kernel.routes == HostRoutes{own_route});
  CHECK(director.turn() == Plan{RemoveRoute{own_route}});
}

TEST_CASE("a server that is gone has no route any more")
{
  Director1 director = moved();
  director.config.services[0].servers.erase(director.config.services[0].servers.begin());
  director.config.services[0].drain = 0s;
  director.turn();
  CHECK(director.kernel.routes.empty());
  CHECK(director.record.mixed.empty());
}

TEST_CASE("a server that drains after its move has its route as long")
{
  Director1 director = moved();
  director.connections(web_key, "10.0.0.1:80", 1);
  director.config.services[0].servers.erase(director.config.services[0].servers.begin());
  director.turn();
  CHECK(director.weight(web_key, "10.0.0.1:80") == 0);
  CHECK(director.kernel.routes == HostRoutes{own_route});
}

TEST_CASE("a route that nobody knows why it is there goes")
{
  Director1 director = running(web_config());
  director.kernel.routes = {own_route};
  CHECK(director.turn() == Plan{RemoveRoute{own_route}});
}

TEST_CASE("a turn that does not look at services leaves routes and who has them alone")
{
  Director1 director = moved();
  director.scope.ipvs = false;
  director.scope.routes = false;
  CHECK(director.turn().empty());
  CHECK(director.record.mixed.size() == 1);
}

TEST_CASE("release takes away routes too")
{
  Director1 director = moved();
  director.carry(decide_release(director.situation()));
  CHECK(director.kernel == KernelState{});
}
