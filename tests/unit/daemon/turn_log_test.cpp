// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/daemon/turn_log.hpp"

#include "tests/support/catch.hpp"

using namespace ipvsctl;
using namespace lvsd;

namespace {

const ServiceKey web = *parse_service_key("tcp 192.0.2.10:80");
const ServiceNames names{{web, "web"}};

Turn turn_of(Plan plan)
{
  Turn turn;
  turn.plan = std::move(plan);
  return turn;
}

Turn refused_turn(const std::string& reason)
{
  Turn turn = turn_of({AddService{web, {}}});
  turn.report.failures = {
      {turn.plan[0], std::make_error_code(std::errc::no_such_file_or_directory), reason}};
  return turn;
}

}  // namespace

TEST_CASE("what was found different by itself is drift, what was asked for is not")
{
  TurnLog log;
  const Turn turn = turn_of({AddService{web, {}}});
  CHECK(log.is_drift(turn, Reason::timer, names));
  CHECK(log.is_drift(turn, Reason::event, names));
  CHECK_FALSE(log.is_drift(turn, Reason::reload, names));
  CHECK_FALSE(log.is_drift(turn_of({}), Reason::timer, names));
  CHECK(log.lines(turn, Reason::timer, names).warnings ==
        std::vector<std::string>{
            "had drifted, put right: + service tcp 192.0.2.10:80 (service `web`): wlc"});
  CHECK(log.lines(turn, Reason::reload, names).notices ==
        std::vector<std::string>{"done: + service tcp 192.0.2.10:80 (service `web`): wlc"});
}

TEST_CASE("servers that leave as they should are no drift")
{
  TurnLog log;
  Turn turn = turn_of({RemoveDestination{web, *parse_destination_key("10.0.0.1:80")}});
  turn.drains_moved = true;
  CHECK_FALSE(log.is_drift(turn, Reason::timer, names));
}

TEST_CASE("a refusal is told once, again when its reason changes, and when it is over")
{
  TurnLog log;
  CHECK(log.lines(refused_turn("no scheduler"), Reason::start, names).warnings ==
        std::vector<std::string>{"refused by the kernel: + service tcp 192.0.2.10:80 (service "
                                 "`web`): wlc: no scheduler"});
  const TurnLines again = log.lines(refused_turn("no scheduler"), Reason::timer, names);
  CHECK(again.warnings.empty());
  CHECK(again.notices.empty());
  CHECK(log.lines(refused_turn("no memory"), Reason::timer, names).warnings.size() == 1);
  CHECK(log.lines(turn_of({}), Reason::timer, names).notices ==
        std::vector<std::string>{"nothing is refused by the kernel any more"});
}

TEST_CASE("a look at addresses alone does not make a refused service a news again")
{
  TurnLog log;
  log.lines(refused_turn("no scheduler"), Reason::start, names);
  CHECK(log.lines(turn_of({}), Reason::event, names).notices.empty());
  CHECK(log.refused().size() == 1);
  CHECK(log.lines(refused_turn("no scheduler"), Reason::timer, names).warnings.empty());
  log.lines(turn_of({}), Reason::timer, names);
  CHECK(log.refused().empty());
}

TEST_CASE("servers that are refused because their service was are not told of")
{
  TurnLog log;
  Turn turn = refused_turn("no scheduler");
  turn.plan.push_back(AddDestination{web, *parse_destination_key("10.0.0.1:80"), {}});
  turn.report.failures.push_back({turn.plan.back(), {}, "its service is not there"});
  CHECK(log.lines(turn, Reason::start, names).warnings.size() == 1);
  CHECK(log.refused().size() == 2);
}

TEST_CASE("an address that is refused is looked at again with every event")
{
  TurnLog log;
  Turn turn = turn_of({AddAddress{{"eth9", {}, 32, ""}}});
  turn.report.failures = {{turn.plan[0], {}, "no such interface"}};
  log.lines(turn, Reason::start, names);
  log.lines(turn_of({}), Reason::event, names);
  CHECK(log.refused().empty());
}

TEST_CASE("a long plan is told by its beginning")
{
  TurnLog log;
  Plan plan;
  for (unsigned i = 1; i <= 30; ++i)
    plan.push_back(RemoveService{FirewallMark{Family::ipv4, i}});
  const auto lines = log.lines(turn_of(plan), Reason::timer, names).warnings;
  REQUIRE(lines.size() == 21);
  CHECK(lines.back() == "had drifted, put right: … and 10 more");
}

TEST_CASE("an address of others that does for a VIP is told once")
{
  TurnLog log;
  Turn turn = turn_of({});
  turn.foreign_addresses = {{"eth0", *parse_ip_address("192.0.2.10"), 24, ""}};
  CHECK(log.lines(turn, Reason::start, names).warnings ==
        std::vector<std::string>{"the VIP 192.0.2.10/24 on eth0 was made by others: it is left as "
                                 "it is, and stays when the config no longer has it; where it is "
                                 "not this host's own, `sysctl -w "
                                 "net/ipv4/conf/eth0/promote_secondaries=1; ip address del "
                                 "192.0.2.10/24 dev eth0` has lvsd add its own"});
  CHECK(log.lines(turn, Reason::event, names).warnings.empty());
  log.lines(turn_of({}), Reason::event, names);
  CHECK(log.lines(turn, Reason::event, names).warnings.size() == 1);
}
