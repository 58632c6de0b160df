// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/daemon/daemon.hpp"

#include <nlohmann/json.hpp>
#include <thread>

#include "lvsd/config/schema_check.hpp"
#include "schemas/schemas.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/daemon/place.hpp"

using namespace ipvsctl;
using namespace lvsd;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

const ServiceKey web_key = *parse_service_key("tcp 192.0.2.10:80");
const DestinationKey first = *parse_destination_key("10.0.0.1:80");
const DestinationKey second = *parse_destination_key("10.0.0.2:80");

Config web_config()
{
  Config config;
  ServiceConfig web;
  web.name = "web";
  web.matches = {{*parse_ip_address("192.0.2.10"), Protocol::tcp, {80, 80}}};
  web.servers = {{"web1", first, {}}, {"web2", second, {}}};
  config.services = {web};
  config.vips = {{"public", {"eth0", *parse_ip_address("192.0.2.10"), 24, ""}}};
  return config;
}

/// A daemon over a kernel in memory, whose config file is what the test says.
struct Bench : tests::DaemonPlace {
  LoadedConfig file{web_config(), {}};
  std::vector<FloatingAddress> announced;
  std::vector<std::string> told;
  std::unique_ptr<Daemon> daemon = started();

  std::unique_ptr<Daemon> started()
  {
    return std::make_unique<Daemon>(
        kernel, record, overrides, options, *file.config, [this] { return file; },
        [this](const FloatingAddress& address) { announced.push_back(address); },
        Telling{[] {}, [this](const std::string& line) { told.push_back(line); }});
  }

  HttpResponse ask(const std::string& method, const std::string& path, const std::string& body = "",
                   const Peer& peer = {0, {}}) const
  {
    return daemon->handle({method, path, {}, body}, peer);
  }

  json status() const { return json::parse(ask("GET", "/v1/status").body); }

  std::uint32_t weight(const DestinationKey& server) const
  {
    return kernel.state.ipvs.at(web_key).destinations.at(server).weight;
  }
};

Problem an_error()
{
  return {Problem::Severity::error, "lvsd.json", 3, 7, "/services/0", "this is wrong"};
}

}  // namespace

TEST_CASE("a start puts everything in place and announces the addresses")
{
  Bench bench;
  bench.daemon->look(Reason::start);
  CHECK(bench.kernel.state.ipvs.size() == 1);
  CHECK(bench.announced.size() == 1);
  CHECK(bench.status()["drift"]["count"] == 0);
}

TEST_CASE("a turn that takes long tells how far it is, and how things are when it is over")
{
  Bench bench;
  bench.kernel.before_apply = [] { std::this_thread::sleep_for(1s); };
  bench.daemon->look(Reason::start);
  const std::size_t steps = bench.status()["last_turn"]["steps"];
  REQUIRE(bench.told.size() == 2);
  CHECK(bench.told.front() == "start: 1 of " + std::to_string(steps) + " steps done");
  CHECK(bench.told.back() == "1 service, 0 refused, 0 foreign");
}

TEST_CASE("a turn that takes no time tells nothing while it lasts")
{
  Bench bench;
  bench.daemon->look(Reason::start);
  CHECK(bench.told == std::vector<std::string>{"1 service, 0 refused, 0 foreign"});
}

TEST_CASE("drift is put right and counted, and what is refused is shown")
{
  Bench bench;
  bench.daemon->look(Reason::start);
  bench.kernel.state.ipvs.clear();
  bench.daemon->look(Reason::timer);
  CHECK(bench.kernel.state.ipvs.size() == 1);
  CHECK(bench.status()["drift"]["count"] == 1);
  bench.kernel.state.addresses.clear();
  bench.kernel.refuses = [](const Step& step) { return std::holds_alternative<AddAddress>(step); };
  bench.daemon->look_at_what_notifies();
  CHECK(bench.status()["last_turn"]["refused"].size() == 1);
  CHECK(bench.status()["vips"][0]["present"] == false);
}

TEST_CASE("a reload with errors changes nothing and tells them, the next good one takes over")
{
  Bench bench;
  bench.daemon->look(Reason::start);
  const KernelState before = bench.kernel.state;
  bench.file = {std::nullopt, {an_error()}};
  const HttpResponse refused = bench.ask("POST", "/v1/reload");
  CHECK(refused.status == 422);
  const json outcome = json::parse(refused.body);
  CHECK(outcome["errors"][0]["line"] == 3);
  CHECK(outcome["reason"] == "reload");
  CHECK(outcome["steps"] == 0);  // and not those of the turn before
  CHECK(outcome["carried_out"] == 0);
  CHECK(bench.kernel.state == before);
  CHECK(bench.status()["config"]["in_force"] == false);
  bench.kernel.state = {};
  bench.daemon->look(Reason::timer);
  CHECK(bench.kernel.state == before);
  bench.file = {web_config(), {}};
  bench.file.config->services[0].servers[0].settings.weight = 9;
  CHECK(bench.ask("POST", "/v1/reload").status == 200);
  CHECK(bench.weight(first) == 9);
  CHECK(bench.status()["config"]["in_force"] == true);
}

TEST_CASE("a drain and a weight outlive the daemon")
{
  Bench bench;
  bench.daemon->look(Reason::start);
  CHECK(bench.ask("POST", "/v1/weight", R"({"server":"web1","weight":7})").status == 200);
  CHECK(bench.ask("POST", "/v1/drain", R"({"server":"10.0.0.2"})").status == 200);
  CHECK(bench.weight(first) == 7);
  CHECK(bench.weight(second) == 0);
  bench.daemon = bench.started();
  bench.daemon->look(Reason::start);
  CHECK(bench.weight(first) == 7);
  CHECK(bench.weight(second) == 0);
  bench.ask("POST", "/v1/weight", R"({"server":"web1","weight":null})");
  bench.ask("POST", "/v1/undrain", R"({"server":"web2","service":"web"})");
  CHECK(bench.weight(first) == 1);
  CHECK(bench.weight(second) == 1);
  CHECK(bench.overrides.load().empty());
}

TEST_CASE("a drain follows a server to its new port, and is found there after a restart")
{
  const DestinationKey moved = *parse_destination_key("10.0.0.2:8080");
  const DestinationKey beside = *parse_destination_key("10.0.0.2:8081");
  Bench bench;
  bench.daemon->look(Reason::start);
  CHECK(bench.ask("POST", "/v1/drain", R"({"server":"10.0.0.2"})").status == 200);
  bench.file.config->services[0].servers[1].key = moved;
  CHECK(bench.ask("POST", "/v1/reload").status == 200);
  bench.file.config->services[0].servers.push_back({"web3", beside, {}});
  bench.daemon = bench.started();
  bench.daemon->look(Reason::start);
  CHECK_FALSE(bench.kernel.state.ipvs.at(web_key).destinations.contains(moved));
  CHECK(bench.weight(beside) == 1);
}

TEST_CASE("a record that cannot be written keeps nothing from being done, and is told")
{
  Bench bench;
  std::filesystem::create_directories(bench.folder.path / "record.json");
  bench.daemon->look(Reason::start);
  CHECK(bench.kernel.state.ipvs.size() == 1);
  CHECK_THAT(bench.status()["last_turn"].value("error", ""),
             Catch::StartsWith(
                 "the record of what lvsd made could not be saved, and its next start needs it: "));
  CHECK(bench.daemon->until_next_look() <= 2s);
}

TEST_CASE("a plan that cannot see the packet rules is none")
{
  Bench bench;
  bench.kernel.rules_unsettled = 1;
  const HttpResponse refused = bench.ask("GET", "/v1/plan");
  CHECK(refused.status == 500);
  CHECK_THAT(refused.body, Catch::Contains("others keep changing"));
}

TEST_CASE("a stop that cannot see the packet rules tries again, and says so")
{
  Bench bench;
  bench.file.config->director.on_stop = OnStop::release;
  bench.daemon = bench.started();
  bench.daemon->look(Reason::start);
  bench.kernel.rules_unsettled = 2;
  bench.daemon->stop(Clock::now());
  CHECK(bench.kernel.rules_unsettled == 0);
  CHECK(bench.kernel.state == KernelState{});
}

TEST_CASE("what the daemon answers is as its schemas say")
{
  Bench bench;
  const auto fits = [](const HttpResponse& reply, const char* schema) {
    INFO(reply.body);
    return SchemaCheck(Json::parse(schemas().at(schema))).fits(Json::parse(reply.body));
  };
  bench.kernel.refuses = [](const Step& step) { return std::holds_alternative<AddAddress>(step); };
  bench.kernel.state.ipvs[*parse_service_key("mark 9")] = {};
  bench.daemon->look(Reason::start);
  CHECK(fits(bench.ask("GET", "/v1/plan"), "plan"));
  CHECK(fits(bench.ask("GET", "/v1/names"), "control"));
  CHECK(fits(bench.ask("POST", "/v1/drain", R"({"server":"web2"})"), "control"));
  CHECK(fits(bench.ask("POST", "/v1/weight", R"({"server":"web1","weight":3})"), "control"));
  CHECK(fits(bench.ask("GET", "/v1/status"), "status"));
  CHECK(fits(bench.ask("POST", "/v1/reload"), "control"));
  CHECK(fits(bench.ask("POST", "/v1/drain", "{}"), "control"));
  bench.file = {std::nullopt, {an_error()}};
  CHECK(fits(bench.ask("POST", "/v1/reload"), "control"));
  CHECK(fits(bench.ask("GET", "/v1/plan"), "plan"));
  CHECK(fits(bench.ask("GET", "/v1/status"), "status"));
}

TEST_CASE("whoever asks is told the whole path of a config that was given by a relative one")
{
  Bench bench;
  CHECK(bench.status()["config"]["file"] == "/etc/lvsd/lvsd.json");
  bench.options.config = "conf/lvsd.json";
  bench.daemon = bench.started();
  CHECK(bench.status()["config"]["file"] ==
        (std::filesystem::current_path() / "conf/lvsd.json").string());
}

TEST_CASE("a server that the config does not have cannot be drained")
{
  Bench bench;
  const HttpResponse reply = bench.ask("POST", "/v1/drain", R"({"server":"nobody"})");
  CHECK(reply.status == 404);
  CHECK(json::parse(reply.body)["error"] == "the config has no server `nobody`");
}

TEST_CASE("who may only read may not change, and strangers may nothing")
{
  Bench bench;
  const Peer stranger{12345, {12345}};
  CHECK(bench.ask("GET", "/v1/status", "", stranger).status == 403);
  CHECK(bench.ask("POST", "/v1/reload", "", stranger).status == 403);
  CHECK(bench.kernel.state == KernelState{});
}

TEST_CASE("a plan shows what a reload would do and does nothing")
{
  Bench bench;
  bench.daemon->look(Reason::start);
  const KernelState before = bench.kernel.state;
  bench.file.config->services[0].servers.pop_back();
  const json plan = json::parse(bench.ask("GET", "/v1/plan").body);
  REQUIRE(plan["steps"].size() == 1);
  CHECK(plan["steps"][0]["service"] == "web");
  CHECK(bench.kernel.state == before);
}

TEST_CASE("a kernel that cannot be asked is tried again soon, and shown")
{
  Bench bench;
  bench.daemon->look(Reason::start);
  bench.kernel.unreachable = std::errc::no_buffer_space;
  bench.daemon->look(Reason::timer);
  CHECK(bench.daemon->until_next_look() <= 2s);
  CHECK(bench.ask("GET", "/v1/status").status == 500);
  bench.kernel.unreachable.reset();
  bench.daemon->look(Reason::timer);
  CHECK(bench.status()["last_turn"].contains("error") == false);
}

TEST_CASE("after a change the daemon looks again soon, then as often as the config says")
{
  Bench bench;
  bench.daemon->look(Reason::start);
  CHECK(bench.daemon->until_next_look() == 1s);
  bench.daemon->look(Reason::timer);
  CHECK(bench.daemon->until_next_look() == 10s);
}

TEST_CASE("a stop keeps everything or takes it away, as the config says")
{
  Bench bench;
  bench.daemon->look(Reason::start);
  const KernelState before = bench.kernel.state;
  bench.daemon->stop(Clock::now());
  CHECK(bench.kernel.state == before);
  bench.file.config->director.on_stop = OnStop::release;
  bench.daemon->reload();
  const Clock::time_point now{1h};
  bench.daemon->expect_successor(now);
  bench.daemon->stop(now + 59s);
  CHECK(bench.kernel.state == before);
  bench.daemon->stop(now + 60s);
  CHECK(bench.kernel.state == KernelState{});
}

TEST_CASE("a stop that no successor was expected for takes away what the config says, at once")
{
  Bench bench;
  bench.file.config->director.on_stop = OnStop::release;
  bench.daemon = bench.started();
  bench.daemon->look(Reason::start);
  bench.daemon->stop(Clock::now());
  CHECK(bench.kernel.state == KernelState{});
}
