// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/doctor/firewall.hpp"

#include "tests/support/catch.hpp"

using namespace ipvsctl;
using namespace lvsctl::doctor;
using nlohmann::json;

namespace {

/// A ruleset with one chain on `hook` of policy drop, and its rules.
Firewall closed_but_for(const std::vector<std::string>& rules, const std::string& hook = "input")
{
  json all = json::array();
  all.push_back({{"chain",
                  {{"family", "inet"},
                   {"table", "filter"},
                   {"name", "c"},
                   {"hook", hook},
                   {"policy", "drop"}}}});
  all.push_back({{"chain", {{"family", "inet"}, {"table", "filter"}, {"name", "other"}}}});
  for (const std::string& rule : rules) {
    const json parsed = json::parse(rule);
    const bool in_other = parsed[0].contains("other");
    json expressions = parsed;
    if (in_other) expressions.erase(0);
    all.push_back({{"rule",
                    {{"family", "inet"},
                     {"table", "filter"},
                     {"chain", in_other ? "other" : "c"},
                     {"expr", expressions}}}});
  }
  return Firewall(json{{"nftables", all}});
}

std::string match(const std::string& protocol, const std::string& field, const std::string& right)
{
  return R"({"match":{"op":"==","left":{"payload":{"protocol":")" + protocol + R"(","field":")" +
         field + R"("}},"right":)" + right + "}}";
}

const std::string accept = R"({"accept":null})";
const ClosedChain chain{"inet filter c", "input"};
const Packet web{.family = Family::ipv4,
                 .protocol = Protocol::tcp,
                 .destination = parse_ip_address("192.0.2.10"),
                 .destination_port = 80};

bool lets_in(const std::vector<std::string>& rules, const Packet& packet = web)
{
  return closed_but_for(rules).may_accept(chain, packet);
}

}  // namespace

TEST_CASE("a chain with policy drop, or that ends in a drop, is closed; others are not")
{
  CHECK(closed_but_for({}).closed_chains("input", Family::ipv4) == std::vector{chain});
  CHECK(closed_but_for({}).closed_chains("forward", Family::ipv4).empty());
  const Firewall open(json::parse(R"({"nftables":[
    {"chain":{"family":"ip","table":"f","name":"a","hook":"input","policy":"accept"}},
    {"chain":{"family":"ip","table":"f","name":"b","hook":"input","policy":"accept"}},
    {"chain":{"family":"ip","table":"f","name":"c","hook":"input","policy":"accept"}},
    {"rule":{"family":"ip","table":"f","chain":"b","expr":[{"counter":{"packets":1}},{"drop":null}]}},
    {"rule":{"family":"ip","table":"f","chain":"c","expr":[
      {"match":{"op":"in","left":{"ct":{"key":"state"}},"right":"invalid"}},{"drop":null}]}}
  ]})"));
  const auto closed = open.closed_chains("input", Family::ipv4);
  REQUIRE(closed.size() == 1);
  CHECK(closed[0].name == "ip f b");
  CHECK(open.closed_chains("input", Family::ipv6).empty());
}

TEST_CASE("a rule lets a packet in whose port, address and protocol it names")
{
  CHECK(lets_in({"[" + match("tcp", "dport", "80") + "," + accept + "]"}));
  CHECK(lets_in(
      {"[" + match("tcp", "dport", R"({"set":[22,{"range":[79,81]}]})") + "," + accept + "]"}));
  CHECK(lets_in({"[" + match("ip", "daddr", R"({"prefix":{"addr":"192.0.2.0","len":24}})") + "," +
                 accept + "]"}));
  CHECK_FALSE(lets_in({"[" + match("tcp", "dport", "22") + "," + accept + "]"}));
  CHECK_FALSE(lets_in({"[" + match("udp", "dport", "80") + "," + accept + "]"}));
  CHECK_FALSE(lets_in({"[" + match("ip", "daddr", R"("192.0.2.11")") + "," + accept + "]"}));
  CHECK_FALSE(lets_in({"[" + match("ip6", "daddr", R"("2001:db8::1")") + "," + accept + "]"}));
  CHECK_FALSE(lets_in({"[" + match("tcp", "dport", "80") + R"(,{"drop":null}])"}));
}

TEST_CASE("a rule for established connections lets no first packet in")
{
  const std::string states =
      R"([{"match":{"op":"in","left":{"ct":{"key":"state"}},"right":["established","related"]}},)" +
      accept + "]";
  CHECK_FALSE(lets_in({states}));
  Packet known = web;
  known.tracking = Tracking::established;
  CHECK(lets_in({states}, known));
}

TEST_CASE("what is not understood may match")
{
  CHECK(lets_in(
      {R"([{"match":{"op":"==","left":{"socket":{"key":"mark"}},"right":1}},)" + accept + "]"}));
  CHECK(lets_in({"[" + match("tcp", "dport", R"("@ports")") + "," + accept + "]"}));
  CHECK(lets_in({R"([{"xt":null}])"}));
  CHECK_FALSE(lets_in({R"([{"match":{"op":"==","left":{"meta":{"key":"iifname"}},"right":"lo"}},)" +
                       accept + "]"}));
}

TEST_CASE("a jump is followed, and a chain that leads to itself ends")
{
  const std::string jump = R"([{"jump":{"target":"other"}}])";
  CHECK(lets_in({jump, R"([{"other":1},)" + accept + "]"}));
  CHECK_FALSE(
      lets_in({jump, R"([{"other":1},)" + match("tcp", "dport", "22") + "," + accept + "]"}));
  CHECK(lets_in({jump, R"([{"other":1},{"jump":{"target":"other"}}])"}));
}

TEST_CASE("marks that rules set are found, but for those of one table")
{
  const Firewall firewall(json::parse(R"({"nftables":[
    {"rule":{"family":"ip","table":"mangle","chain":"PREROUTING","expr":[
      {"mangle":{"key":{"meta":{"key":"mark"}},"value":80}}]}},
    {"rule":{"family":"inet","table":"lvsd","chain":"prerouting","expr":[
      {"mangle":{"key":{"meta":{"key":"mark"}},"value":{"map":{"key":1,"data":"@m"}}}}]}}
  ]})"));
  CHECK(firewall.marks_set("inet lvsd") == std::set<std::uint32_t>{80});
  CHECK_FALSE(firewall.sets_other_marks("inet lvsd"));
  CHECK(firewall.sets_other_marks("ip mangle"));
}

TEST_CASE("what is no ruleset is refused")
{
  CHECK_THROWS_AS(Firewall(json::parse(R"({"tables":[]})")), std::exception);
  CHECK_THROWS_AS(Firewall(json::parse("[1]")), std::exception);
}
