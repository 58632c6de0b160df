// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/catch.hpp"
#include "tests/unit/doctor/healthy.hpp"

using namespace ipvsctl;
using namespace lvsctl::doctor;
using namespace tests;
using Catch::Contains;

namespace {

const char* const lets_known_out =
    R"([{"match":{"op":"in","left":{"ct":{"key":"state"}},"right":["established","related"]}},{"accept":null}])";

/// A chain that drops what none of these rules accepts.
Firewall closed(const std::string& hook, const std::vector<std::string>& rules = {lets_known_out})
{
  auto all = nlohmann::json::parse(
      R"([{"chain":{"family":"inet","table":"filter","name":"c","policy":"drop"}}])");
  all[0]["chain"]["hook"] = hook;
  for (const std::string& rule : rules)
    all.push_back({{"rule",
                    {{"family", "inet"},
                     {"table", "filter"},
                     {"chain", "c"},
                     {"expr", nlohmann::json::parse(rule)}}}});
  return Firewall(nlohmann::json{{"nftables", all}});
}

std::string accepting(const std::string& protocol, const std::string& ports,
                      const std::string& more = "")
{
  return R"([{"match":{"op":"==","left":{"payload":{"protocol":")" + protocol +
         R"(","field":"dport"}},"right":)" + ports + "}}," + more + R"({"accept":null}])";
}

/// The cure of the one problem with the firewall; empty where there is none.
std::string cure_of_firewall(const Host& host)
{
  const Findings found = by(host, "firewall");
  if (found.empty()) return {};
  REQUIRE(found.size() == 1);
  CHECK(found[0].severity == Severity::problem);
  return found[0].cure;
}

const std::string insert = "nft insert rule inet filter c ";

}  // namespace

TEST_CASE("a firewall that drops requests, or replies, is a problem")
{
  Host host = healthy();
  host.firewall = closed("input");
  CHECK(cure_of_firewall(host) == insert + "ip daddr 192.0.2.10 tcp dport 80 accept");
  host.firewall = closed("forward");
  REQUIRE(by(host, "firewall").size() == 1);
  CHECK_THAT(by(host, "firewall")[0].text, Contains("net.ipv4.vs.conntrack is 0"));
  host.sysctls["net/ipv4/vs/conntrack"] = "1";
  CHECK(by(host, "firewall").empty());
}

TEST_CASE("a firewall that drops what IPVS sends to servers is a problem")
{
  Host host = healthy();
  DestinationSettings& settings = service_of(host).destinations[server];
  host.firewall =
      closed("output", {R"([{"match":{"op":"==","left":{"meta":{"key":"oifname"}},"right":"lo"}},
                                    {"accept":null}])",
                        lets_known_out});
  CHECK(cure_of_firewall(host) == insert + "ip daddr 10.0.0.11 tcp dport 80 accept");
  settings.forwarding = ForwardingMethod::direct;
  CHECK(cure_of_firewall(host) == insert + "ip daddr 192.0.2.10 tcp dport 80 accept");
  settings.forwarding = ForwardingMethod::tunnel;
  CHECK(cure_of_firewall(host) == insert + "ip daddr 10.0.0.11 accept");
  host.kernel.addresses.insert({"eth1", server.address, 24, ""});
  CHECK(cure_of_firewall(host).empty());
}

TEST_CASE("a tunnel passes no rule for ports but that of its own")
{
  Host host = healthy();
  DestinationSettings& settings = service_of(host).destinations[server];
  settings.forwarding = ForwardingMethod::tunnel;
  host.firewall = closed("output", {accepting("udp", "6080"), accepting("tcp", "80")});
  CHECK_FALSE(cure_of_firewall(host).empty());
  settings.tunnel = {.type = TunnelType::gue, .port = 6080};
  CHECK(cure_of_firewall(host).empty());
  settings.tunnel.port = 6081;
  CHECK_FALSE(cure_of_firewall(host).empty());
}

TEST_CASE("what connection tracking does not see passes no rule for new connections")
{
  Host host = healthy();
  host.firewall =
      closed("output",
             {accepting("tcp", "80",
                        R"({"match":{"op":"==","left":{"ct":{"key":"state"}},"right":"new"}},)")});
  CHECK_FALSE(cure_of_firewall(host).empty());
  host.sysctls["net/ipv4/vs/conntrack"] = "1";
  CHECK(cure_of_firewall(host).empty());
}

TEST_CASE("a firewall is asked for every port of a service, and opened for all of them")
{
  Host host = healthy();
  host.kernel.ipvs.clear();
  const ServiceKey all_ports = *parse_service_key("tcp 192.0.2.10:0");
  host.kernel.ipvs[all_ports] = {};
  host.firewall = closed("input", {accepting("tcp", R"({"set":[80,443]})")});
  CHECK(cure_of_firewall(host).empty());
  host.firewall = closed("input", {accepting("udp", "53")});
  CHECK(cure_of_firewall(host) == insert + "ip daddr 192.0.2.10 meta l4proto tcp accept");

  host.kernel.ipvs.clear();
  host.kernel.ipvs[*parse_service_key("mark 7")] = {};
  host.kernel.packet_rules.marks[{*parse_ip_address("192.0.2.10"), Protocol::tcp, {5000, 5010}}] =
      7;
  host.firewall = closed("input", {accepting("tcp", "5000")});
  CHECK(cure_of_firewall(host) == insert + "ip daddr 192.0.2.10 tcp dport 5000-5010 accept");
  host.firewall = closed("input", {accepting("tcp", R"({"range":[5000,5010]})")});
  CHECK(cure_of_firewall(host).empty());
}
