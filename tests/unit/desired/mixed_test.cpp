// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/desired/decide.hpp"

#include "tests/support/catch.hpp"
#include "tests/unit/desired/director.hpp"

using namespace ipvsctl;
using namespace lvsd;
using namespace std::chrono_literals;
using namespace tests;

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
