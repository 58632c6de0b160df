// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/reconcile/reconciler.hpp"

#include <utility>

#include "tests/support/catch.hpp"
#include "tests/support/fake_kernel.hpp"

using namespace ipvsctl;
using namespace lvsd;
using namespace std::chrono_literals;

namespace {

class MemoryKeeper : public RecordKeeper {
public:
  Record kept;
  bool full = false;
  int saves = 0;

  Record load() override { return kept; }
  void save(const Record& record) override
  {
    if (full) throw std::system_error(std::make_error_code(std::errc::no_space_on_device));
    kept = record;
    ++saves;
  }
};

const ServiceKey web_key = *parse_service_key("tcp 192.0.2.10:80");
const ServiceKey mail_key = *parse_service_key("tcp 192.0.2.10:25");

ServiceConfig service(const std::string& name, std::uint16_t port)
{
  ServiceConfig service;
  service.name = name;
  service.matches = {{*parse_ip_address("192.0.2.10"), Protocol::tcp, {port, port}}};
  service.servers = {{"", {*parse_ip_address("10.0.0.1"), port}, {}}};
  service.drain = 0s;
  return service;
}

Config web_and_mail()
{
  Config config;
  config.services = {service("web", 80), service("mail", 25)};
  return config;
}

struct Bench {
  tests::FakeKernel kernel;
  MemoryKeeper keeper;
  Reconciler reconciler{kernel, keeper};
  Config config = web_and_mail();

  Turn turn() { return reconciler.turn(config, {}, whole_scope(config), Clock::time_point{}, {}); }
};

}  // namespace

TEST_CASE("a refused step hurts only its own service and is tried again on the next turn")
{
  Bench bench;
  bench.config.services[0].settings.scheduler = "missing";
  bench.kernel.refuses = [](const Step& step) {
    const auto* add = std::get_if<AddService>(&step);
    return add != nullptr && add->settings.scheduler == "missing";
  };
  const Turn first = bench.turn();
  CHECK(first.report.failures.size() == 2);
  CHECK(bench.kernel.state.ipvs.contains(mail_key));
  CHECK_FALSE(bench.kernel.state.ipvs.contains(web_key));
  bench.kernel.refuses = [](const Step&) { return false; };
  bench.turn();
  CHECK(bench.kernel.state.ipvs.contains(web_key));
  CHECK(bench.turn().plan.empty());
}

TEST_CASE("what somebody else removed is back after a turn")
{
  Bench bench;
  bench.turn();
  const KernelState healthy = bench.kernel.state;
  bench.kernel.state = {};
  bench.turn();
  CHECK(bench.kernel.state == healthy);
}

TEST_CASE("what is about to be made is written down before it is made")
{
  Bench bench;
  Record at_apply;
  bench.kernel.before_apply = [&] { at_apply = bench.keeper.kept; };
  bench.turn();
  CHECK(at_apply.services.contains(web_key));
}

TEST_CASE("packet rules that others go on changing keep nothing else from being put right")
{
  Bench bench;
  bench.turn();
  const KernelState whole = bench.kernel.state;
  bench.kernel.state.ipvs.clear();
  bench.kernel.state.addresses.clear();
  bench.kernel.rules_unsettled = 1;
  CHECK_THAT(bench.turn().unseen, Catch::Contains("others keep changing"));
  CHECK(bench.kernel.state == whole);
  CHECK(bench.turn().unseen.empty());
}

TEST_CASE("where the kernel cannot be asked, nothing is done")
{
  Bench bench;
  bench.kernel.unreachable = std::errc::no_buffer_space;
  CHECK_THROWS_AS(bench.turn(), std::system_error);
  CHECK(bench.keeper.kept == Record{});
}

TEST_CASE("after a crash in the middle of a plan, the next run ends in the same state")
{
  for (std::size_t allowed = 0; allowed < 5; ++allowed) {
    Bench bench;
    std::size_t left = allowed;
    bench.kernel.refuses = [&](const Step&) { return left == 0 || left-- == 0; };
    bench.turn();
    tests::FakeKernel& kernel = bench.kernel;
    kernel.refuses = [](const Step&) { return false; };
    Reconciler next(kernel, bench.keeper);
    next.turn(bench.config, {}, whole_scope(bench.config), Clock::time_point{}, {});
    CHECK(kernel.state.ipvs.size() == 2);
    next.turn({}, {}, whole_scope({}), Clock::time_point{}, {});
    CHECK(kernel.state == KernelState{});
  }
}

TEST_CASE("release takes away what an earlier run made")
{
  Bench bench;
  bench.turn();
  Reconciler next(bench.kernel, bench.keeper);
  next.release(Clock::time_point{}, {});
  CHECK(bench.kernel.state == KernelState{});
}

namespace {

const IpAddress host = *parse_ip_address("10.0.0.1");
const Step own_route = AddRoute{{host, "eth1"}};

/// A bench whose server of web is to move to direct routing at the next turn.
struct Moving : Bench {
  Moving()
  {
    turn();
    config.services[0].servers[0].settings.forwarding = ForwardingMethod::direct;
  }

  ForwardingMethod forwarding()
  {
    return kernel.state.ipvs.at(web_key).destinations.begin()->second.forwarding;
  }
};

}  // namespace

TEST_CASE("a neighbour has its own route before it moves to direct routing, until it is empty")
{
  Moving bench;
  bench.kernel.neighbours = {host};
  const Turn move = bench.turn();
  REQUIRE(move.plan.size() == 2);
  CHECK(move.plan.front() == own_route);
  CHECK(bench.turn().plan.empty());
  bench.kernel.measurements[web_key].destinations[{host, 80}] = {};
  const Turn end = bench.turn();
  CHECK(end.plan == Plan{RemoveRoute{{host, "eth1"}}});
  CHECK(end.drains_moved);
}

TEST_CASE("a server behind a gateway moves without a route of its own")
{
  Moving bench;
  CHECK(bench.turn().plan.size() == 1);
  CHECK(bench.forwarding() == ForwardingMethod::direct);
  CHECK(bench.kernel.state.routes.empty());
  CHECK(bench.turn().plan.empty());
}

TEST_CASE(
    "where the kernel cannot be asked for the route, the server moves, and the report says so")
{
  Moving bench;
  bench.kernel.routes_unknown = std::errc::no_buffer_space;
  const Turn turn = bench.turn();
  CHECK(bench.forwarding() == ForwardingMethod::direct);
  REQUIRE(turn.report.failures.size() == 1);
  CHECK(object_of(turn.report.failures[0].step) == "route to 10.0.0.1");
  CHECK_THAT(turn.report.failures[0].reason, Catch::Contains("no answer"));
  bench.kernel.routes_unknown.reset();
  bench.kernel.neighbours = {host};
  CHECK(bench.turn().plan == Plan{own_route});
}

TEST_CASE("a route that is taken away from a server that needs it is back after a turn")
{
  Moving bench;
  bench.kernel.neighbours = {host};
  bench.turn();
  bench.kernel.state.routes.clear();
  const Turn turn = bench.turn();
  CHECK(turn.plan == Plan{own_route});
  CHECK_FALSE(turn.drains_moved);
}

TEST_CASE(
    "whoever comes after a crash knows which servers have routes, and with no record which are "
    "ours")
{
  Moving bench;
  bench.kernel.neighbours = {host};
  bench.turn();
  Reconciler next(bench.kernel, bench.keeper);
  const auto plan_of = [&](Reconciler& reconciler) {
    return reconciler.turn(bench.config, {}, whole_scope(bench.config), Clock::time_point{}, {})
        .plan;
  };
  CHECK(plan_of(next).empty());
  bench.keeper.kept = {};
  Reconciler forgetful(bench.kernel, bench.keeper);
  CHECK(plan_of(forgetful) == Plan{RemoveRoute{{host, "eth1"}}});
}

namespace {

/// A bench with a VIP on a kernel that does not say who made an address.
struct OldKernel : Bench {
  const FloatingAddress vip{"eth0", *parse_ip_address("192.0.2.10"), 32, ""};

  OldKernel() { config.vips = {{"public", vip}}; }

  void forget_who_made_it()
  {
    const AddressSet there = std::exchange(kernel.state.addresses, {});
    for (FloatingAddress address : there) {
      address.ours = false;
      kernel.state.addresses.insert(address);
    }
  }
};

}  // namespace

TEST_CASE("an address that could not be added is not ours when somebody else adds it")
{
  OldKernel bench;
  bench.kernel.refuses = [](const Step& step) { return std::holds_alternative<AddAddress>(step); };
  bench.turn();
  CHECK(bench.keeper.kept.addresses.empty());
  const int saved = bench.keeper.saves;
  bench.turn();
  CHECK(bench.keeper.saves == saved);
  const FloatingAddress theirs{"eth0", bench.vip.address, 24, ""};
  bench.kernel.state.addresses = {theirs};
  bench.kernel.refuses = [](const Step&) { return false; };
  CHECK(bench.turn().plan.empty());
  bench.reconciler.release(Clock::time_point{}, {});
  CHECK(bench.kernel.state.addresses == AddressSet{theirs});
}

TEST_CASE("what was released and somebody else then makes is not ours any more")
{
  OldKernel bench;
  bench.turn();
  bench.forget_who_made_it();
  const KernelState before = bench.kernel.state;
  bench.reconciler.release(Clock::time_point{}, {});
  CHECK(bench.kernel.state == KernelState{});
  bench.kernel.state = before;
  Reconciler next(bench.kernel, bench.keeper);
  next.turn({}, {}, whole_scope({}), Clock::time_point{}, {});
  CHECK(bench.kernel.state == before);
}

TEST_CASE("an address that a reload gives up is not ours from then on")
{
  OldKernel bench;
  bench.turn();
  bench.forget_who_made_it();
  bench.config.vips.clear();
  bench.turn();
  CHECK(bench.kernel.state.addresses.empty());
  bench.kernel.state.addresses = {bench.vip};
  bench.turn();
  CHECK(bench.kernel.state.addresses == AddressSet{bench.vip});
}

TEST_CASE(
    "a record that cannot be saved keeps nothing from being done, and is saved when it can be")
{
  OldKernel bench;
  bench.kernel.before_apply = [&] { bench.keeper.full = true; };
  CHECK(bench.turn().report.carried_out != 0);
  CHECK(bench.keeper.kept.addresses.empty());
  bench.kernel.state.addresses.clear();
  const Turn turn = bench.turn();
  CHECK(turn.plan == Plan{AddAddress{bench.vip}});
  CHECK(bench.kernel.state.addresses == AddressSet{bench.vip});
  CHECK_THAT(turn.unsaved,
             Catch::StartsWith(
                 "the record of what lvsd made could not be saved, and its next start needs it: "));
  bench.kernel.before_apply = {};
  bench.keeper.full = false;
  bench.forget_who_made_it();
  CHECK(bench.turn().unsaved.empty());
  CHECK(bench.keeper.kept.addresses == AddressSet{bench.vip});
}
