// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/desired/decide.hpp"

#include "tests/support/catch.hpp"
#include "tests/unit/desired/director.hpp"

using namespace ipvsctl;
using namespace lvsd;
using namespace std::chrono_literals;
using namespace tests;

namespace {

/// That a server of the service web is there for so long, and no longer.
void check_leaves_in(std::chrono::milliseconds time, Director1& director, const char* endpoint)
{
  director.now += time - 1ms;
  director.turn();
  CHECK(director.has(web_key, endpoint));
  director.now += 1ms;
  director.turn();
  CHECK_FALSE(director.has(web_key, endpoint));
}

}  // namespace

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
  check_leaves_in(60s, director, "10.0.0.2:80");
}

TEST_CASE("without drain time a server leaves at once")
{
  Director1 director = running(web_config());
  director.config.services[0].servers.pop_back();
  director.config.services[0].drain = 0s;
  CHECK(director.turn() == Plan{RemoveDestination{web_key, *parse_destination_key("10.0.0.2:80")}});
}

TEST_CASE(
    "a shorter drain time holds for servers that are leaving already, and a longer one does not")
{
  Director1 director = running(web_config());
  director.config.services[0].servers.pop_back();
  director.connections(web_key, "10.0.0.2:80", 3);
  director.turn();
  director.config.services[0].drain = 600s;
  director.turn();
  director.now += 20s;
  director.config.services[0].drain = 10s;
  director.turn();
  check_leaves_in(10s, director, "10.0.0.2:80");
}

TEST_CASE("a service that has no drain time any more lets servers that are leaving go at once")
{
  Director1 director = running(web_config());
  director.config.services[0].servers.pop_back();
  director.connections(web_key, "10.0.0.2:80", 3);
  director.turn();
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

TEST_CASE(
    "an operator's drain at once cuts connections off, whether the server was draining or not")
{
  const bool draining = GENERATE(false, true);
  CAPTURE(draining);
  Director1 director = running(web_config());
  const ServerId id{"web", *parse_destination_key("10.0.0.2:80")};
  director.connections(web_key, "10.0.0.2:80", 3);
  director.overrides[id].drain = true;
  if (draining) director.turn();
  director.overrides[id].at_once = true;
  CHECK(director.turn() == Plan{RemoveDestination{web_key, id.server}});
  CHECK(director.has(web_key, "10.0.0.1:80"));
  CHECK(director.turn().empty());
  director.overrides.clear();
  director.turn();
  CHECK(director.weight(web_key, "10.0.0.2:80") == 1);
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

TEST_CASE(
    "an address that the config gives up is kept for a service's last connections to its deadline")
{
  Director1 director = running(web_config());
  director.connections(web_key, "10.0.0.1:80", 1);
  const IpAddress other = *parse_ip_address("192.0.2.11");
  const FloatingAddress before = director.config.vips[0].address;
  director.config.vips[0].address.address = other;
  director.config.services[0].matches[0].address = other;
  director.turn();
  director.now += 60s - 1ms;
  director.turn();
  CHECK(director.has(web_key, "10.0.0.1:80"));
  CHECK(director.kernel.addresses.contains(before));
  director.now += 1ms;
  director.turn();
  CHECK_FALSE(director.kernel.ipvs.contains(web_key));
  director.turn();
  CHECK(director.kernel.addresses == AddressSet{director.config.vips[0].address});
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
  check_leaves_in(60s, director, "10.0.0.1:80");
}

TEST_CASE("a shorter drain time holds for what leaves after its service got another key")
{
  Director1 director = running(web_config());
  director.connections(web_key, "10.0.0.1:80", 1);
  director.config.services[0].matches.push_back({public_ip, Protocol::tcp, {443, 443}});
  director.turn();
  director.config.services[0].servers.erase(director.config.services[0].servers.begin());
  director.config.services[0].drain = 10s;
  director.turn();
  director.now += 10s;
  director.turn();
  CHECK_FALSE(director.has(web_key, "10.0.0.1:80"));
}

TEST_CASE("a drain at once means a server also by the port that it had before, where it is alone")
{
  const bool alone = GENERATE(false, true);
  const bool moves = GENERATE(false, true);
  CAPTURE(alone, moves);
  Director1 director = running(web_config());
  director.connections(web_key, "10.0.0.1:80", 1);
  if (moves) director.config.services[0].matches.push_back({public_ip, Protocol::tcp, {443, 443}});
  director.config.services[0].servers[0] = server("10.0.0.1:8080");
  director.turn();
  REQUIRE(director.has(web_key, "10.0.0.1:80"));
  director.overrides[{"web", *parse_destination_key("10.0.0.1:8080")}] = {
      .weight = {}, .drain = true, .at_once = true, .alone = alone};
  director.turn();
  CHECK(director.has(web_key, "10.0.0.1:80") == !alone);
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
