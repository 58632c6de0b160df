// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/control/status_json.hpp"

#include <nlohmann/json.hpp>

#include "lvsd/desired/wanted.hpp"
#include "tests/support/catch.hpp"

using namespace ipvsctl;
using namespace lvsd;
using namespace std::chrono_literals;

namespace {

const ServiceKey web_key = *parse_service_key("tcp 192.0.2.10:80");
const DestinationKey first = *parse_destination_key("10.0.0.1:80");

struct Director2 {
  Config config;
  Overrides overrides;
  Record record;
  KernelState observed;
  IpvsMeasurements measured;

  Director2()
  {
    ServiceConfig web;
    web.name = "web";
    web.matches = {{*parse_ip_address("192.0.2.10"), Protocol::tcp, {80, 80}}};
    web.servers = {{"web1", first, {}}};
    config.services = {web};
    config.vips = {{"public", {"eth0", *parse_ip_address("192.0.2.10"), 24, ""}}};
    observed = wanted_state(config, overrides, {});
    record.addresses = observed.addresses;
  }

  nlohmann::json status(const std::string& service = "") const
  {
    return status_json({config, overrides, record, observed, measured, Clock::time_point{}},
                       service);
  }

  std::string state() const { return status()["services"][0]["servers"][0]["state"]; }
};

}  // namespace

TEST_CASE("a healthy director says so")
{
  Director2 director;
  director.measured[web_key].destinations[first].active_connections = 3;
  const auto status = director.status();
  CHECK(status["services"][0]["name"] == "web");
  CHECK(status["services"][0]["present"] == true);
  CHECK(status["services"][0]["servers"][0]["active"] == 3);
  CHECK(status["services"][0]["servers"][0]["weight"] == 1);
  CHECK(status["vips"][0]["present"] == true);
  CHECK(status["vips"][0]["foreign"] == false);
  CHECK(status["foreign"].empty());
  CHECK(director.state() == "up");
}

TEST_CASE("what is missing from the kernel is told as missing")
{
  Director2 director;
  director.observed = {};
  CHECK(director.status()["services"][0]["present"] == false);
  CHECK(director.status()["vips"][0]["present"] == false);
  CHECK(director.status()["services"][0]["servers"][0]["weight"].is_null());
  CHECK(director.state() == "missing");
}

TEST_CASE("an address of others that does for a VIP is present, and told as theirs")
{
  Director2 director;
  director.record = {};
  director.observed.addresses = {{"eth0", *parse_ip_address("192.0.2.10"), 32, ""}};
  const auto vip = director.status()["vips"][0];
  CHECK(vip["present"] == true);
  CHECK(vip["foreign"] == true);
  CHECK(vip["address"] == "192.0.2.10/24");
}

TEST_CASE("a server is up, quiesced, draining and drained")
{
  Director2 director;
  director.observed.ipvs[web_key].destinations[first].weight = 0;
  CHECK(director.state() == "quiesced");
  director.overrides[{"web", first}].drain = true;
  director.record.drains[{web_key, first}].deadline = Clock::time_point(30s);
  CHECK(director.state() == "draining");
  CHECK(director.status()["services"][0]["servers"][0]["seconds_left"] == 30);
  director.observed.ipvs[web_key].destinations.clear();
  CHECK(director.state() == "drained");
}

TEST_CASE("foreign services are shown, and one service can be asked for alone")
{
  Director2 director;
  director.observed.ipvs[*parse_service_key("mark 9")] = {};
  CHECK(director.status()["foreign"] == nlohmann::json{"mark 9"});
  CHECK(director.status("web")["services"].size() == 1);
  CHECK(director.status("mail")["services"].empty());
  director.record.services[web_key].name = "web";
  director.record.drains[{web_key, first}] = {};
  CHECK(director.status()["leaving"].size() == 1);
  CHECK(director.status("web")["leaving"].size() == 1);
  CHECK(director.status("mail")["leaving"].empty());
}

TEST_CASE("servers with routes of their own are told")
{
  Director2 director;
  CHECK(director.status()["routes"].empty());
  director.observed.routes = {{first.address, "eth1"}};
  CHECK(director.status()["routes"] ==
        nlohmann::json{{{"host", "10.0.0.1"}, {"interface", "eth1"}}});
}

TEST_CASE("how long clients come back, and whether to a server of weight 0, is told")
{
  Director2 director;
  CHECK(director.status()["services"][0]["persistence"] == 0);
  director.config.services[0].settings.persistence_timeout = 300s;
  CHECK(director.status()["services"][0]["persistence"] == 0);
  director.config.services[0].settings.persistent = true;
  CHECK(director.status()["services"][0]["persistence"] == 300);
  CHECK(director.status()["expire_quiescent_template"].is_null());
  director.observed.sysctls[quiescent_parameter] = "0";
  CHECK(director.status()["expire_quiescent_template"] == false);
  director.observed.sysctls[quiescent_parameter] = "1";
  CHECK(director.status()["expire_quiescent_template"] == true);
}
