// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/reconcile/reconciler.hpp"

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

  Record load() override { return kept; }
  void save(const Record& record) override
  {
    if (full) throw std::system_error(std::make_error_code(std::errc::no_space_on_device));
    kept = record;
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

TEST_CASE("where the record cannot be written, nothing is done")
{
  Bench bench;
  bench.keeper.full = true;
  CHECK_THROWS_AS(bench.turn(), std::system_error);
  CHECK(bench.kernel.state == KernelState{});
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
