// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/catch.hpp"
#include "tests/unit/doctor/healthy.hpp"

using namespace ipvsctl;
using namespace lvsctl::doctor;
using namespace tests;
using Catch::Contains;
using Catch::EndsWith;

TEST_CASE("nothing is found on a healthy director")
{
  CHECK(examine(healthy()).empty());
}

TEST_CASE("a config with errors is a problem, and its first error is told")
{
  Host host = healthy();
  host.config.reset();
  const auto error = lvsd::Problem::Severity::error;
  host.config_errors = {{error, "lvsd.json", 3, 7, "", "no port"},
                        {error, "lvsd.json", 9, 1, "", "no name"}};
  const Findings found = by(host, "config");
  REQUIRE(found.size() == 1);
  CHECK(found[0].severity == Severity::problem);
  CHECK_THAT(found[0].text, Contains("lvsd.json:3:7: no port (and 1 more)"));
  CHECK_THAT(found[0].cure, EndsWith("then lvsctl reload"));
  CHECK(by(host, "lvsd").empty());
  host.lvsd_runs = false;
  CHECK_THAT(by(host, "config").at(0).cure, EndsWith("then systemctl start lvsd"));
  CHECK(by(host, "lvsd").size() == 1);
}

TEST_CASE("a file that the daemon's user may not read is a problem")
{
  Host host = healthy();
  host.closed_files = {{"/etc/lvsd/conf.d/web.json", "chmod o+x /etc/lvsd/conf.d"}};
  const Findings found = by(host, "config");
  REQUIRE(found.size() == 1);
  CHECK(found[0].severity == Severity::problem);
  CHECK(found[0].object == "/etc/lvsd/conf.d/web.json");
  CHECK(found[0].cure == "chmod o+x /etc/lvsd/conf.d");
}

TEST_CASE("a daemon that runs and does not answer is a problem, with a config and without")
{
  Host host = healthy();
  host.lvsd_silence = "lvsd at /run/lvsd/control.sock gave no answer within 10s";
  const Findings found = by(host, "lvsd");
  REQUIRE(found.size() == 1);
  CHECK(found[0].severity == Severity::problem);
  CHECK_THAT(found[0].text, Contains(host.lvsd_silence));
  CHECK_THAT(found[0].cure, Contains("systemctl restart lvsd"));
  host.config.reset();
  CHECK(by(host, "lvsd") == found);
}

TEST_CASE("cures name the file where it is not the usual one")
{
  Host host = healthy();
  host.lvsd_runs = false;
  host.steps_missing = 3;
  CHECK(by(host, "drift").at(0).cure == "lvsctl plan; lvsctl apply");
  host.config_argument = " other.json";
  CHECK(by(host, "drift").at(0).cure == "lvsctl plan other.json; lvsctl apply other.json");
}

TEST_CASE("where lvsd keeps to another config than the one looked at, drift is said to be that")
{
  Host host = healthy();
  host.steps_missing = 3;
  CHECK(by(host, "drift").at(0).cure ==
        "lvsctl plan shows them; where the file was edited since, lvsctl reload");
  host.lvsd_config = "/etc/lvsd/lvsd.json";
  host.is_of_lvsd = false;
  CHECK(by(host, "drift").at(0).cure ==
        "lvsd keeps to another config, /etc/lvsd/lvsd.json: where it is to keep to this one, bring "
        "it there, then lvsctl reload");
}

TEST_CASE("forwarding that is off is a problem for servers under NAT, and for them alone")
{
  Host host = healthy();
  host.sysctls["net/ipv4/conf/all/forwarding"] = "0";
  const Findings found = by(host, "forwarding");
  REQUIRE(found.size() == 1);
  CHECK(found[0].severity == Severity::problem);
  CHECK(found[0].object == "service `web`");
  CHECK_THAT(found[0].cure, Contains("sysctl -w net/ipv4/conf/all/forwarding=1"));
  service_of(host).destinations[server].forwarding = ForwardingMethod::direct;
  CHECK(by(host, "forwarding").empty());
}

TEST_CASE("an interface that forwards by itself, and a server on the director, want no more")
{
  Host host = healthy();
  host.sysctls["net/ipv4/conf/all/forwarding"] = "0";
  host.interfaces = {"eth0", "eth1"};
  host.sysctls["net/ipv4/conf/eth1/forwarding"] = "0";
  REQUIRE(by(host, "forwarding").size() == 1);
  host.kernel.addresses.insert({"eth1", server.address, 24, ""});
  CHECK(by(host, "forwarding").empty());
  host.kernel.addresses.clear();
  host.sysctls["net/ipv4/conf/eth1/forwarding"] = "1";
  CHECK(by(host, "forwarding").empty());
}

TEST_CASE("any rp_filter is told where a tunnel without an address brings something")
{
  Host host = healthy();
  host.tunnels = {"tunl0"};
  CHECK(by(host, "rp_filter").empty());
  host.sysctls["net/ipv4/conf/tunl0/rp_filter"] = "2";
  REQUIRE(by(host, "rp_filter").size() == 1);
  CHECK_THAT(by(host, "rp_filter")[0].text, Contains("which has no address"));
  CHECK(by(host, "rp_filter")[0].cure == "sysctl -w net/ipv4/conf/tunl0/rp_filter=0");
  host.sysctls["net/ipv4/conf/all/rp_filter"] = "1";
  CHECK(by(host, "rp_filter")[0].cure ==
        "sysctl -w net/ipv4/conf/tunl0/rp_filter=0 net/ipv4/conf/all/rp_filter=0");
}

TEST_CASE("a strict rp_filter is told where it drops what a tunnel brings")
{
  Host host = healthy();
  host.tunnels = {"tunl0"};
  host.kernel.addresses.insert({"tunl0", vip.address, 32, ""});
  CHECK(by(host, "rp_filter").empty());
  host.sysctls["net/ipv4/conf/tunl0/rp_filter"] = "1";
  REQUIRE(by(host, "rp_filter").size() == 1);
  CHECK_THAT(by(host, "rp_filter")[0].cure, Contains("net/ipv4/conf/tunl0/rp_filter=2"));
  host.sysctls["net/ipv4/conf/all/rp_filter"] = "2";
  CHECK(by(host, "rp_filter").empty());
}

TEST_CASE("a strict rp_filter is told where clients come by another way than they are answered")
{
  Host host = healthy();
  host.sysctls["net/ipv4/conf/eth0/rp_filter"] = "1";
  CHECK(by(host, "rp_filter").empty());
  host.default_interface = "eth1";
  CHECK(by(host, "rp_filter").size() == 1);
}

TEST_CASE("a scheduler that cannot be had is named")
{
  Host host = healthy();
  host.missing_schedulers = {"twos"};
  REQUIRE(by(host, "scheduler").size() == 1);
  CHECK_THAT(by(host, "scheduler")[0].cure, Contains("ip_vs_twos"));
}

TEST_CASE("a mark that nobody sets is a problem of its service")
{
  Host host = healthy();
  host.kernel.ipvs[FirewallMark{Family::ipv4, 80}];
  REQUIRE(by(host, "mark").size() == 1);
  CHECK(by(host, "mark")[0].object == "service mark 80");
  CHECK_THAT(by(host, "mark")[0].cure, Catch::StartsWith("say in the config which vip and ports"));
  lvsd::ServiceConfig service;
  service.name = "shop";
  service.matches = {{vip.address, Protocol::tcp, {80, 80}}};
  host.config->services = {service};
  host.names[FirewallMark{Family::ipv4, 80}] = "shop";
  CHECK(by(host, "mark")[0].cure == "lvsctl apply");
  host.kernel.packet_rules.marks[{vip.address, Protocol::tcp, {80, 80}}] = 80;
  CHECK(by(host, "mark").empty());
}

TEST_CASE("a mark that others set, or may set, is none")
{
  Host host = healthy();
  host.kernel.ipvs[FirewallMark{Family::ipv4, 80}];
  const auto setting = [](const std::string& value) {
    return Firewall(nlohmann::json::parse(
        R"({"nftables":[{"rule":{"family":"ip","table":"m","chain":"c","expr":[
        {"mangle":{"key":{"meta":{"key":"mark"}},"value":)" +
        value + "}}]}}]}"));
  };
  host.firewall = setting("80");
  CHECK(by(host, "mark").empty());
  host.firewall = setting("81");
  CHECK(by(host, "mark").size() == 1);
  host.firewall = setting(R"({"|":[{"meta":{"key":"mark"}},1]})");
  CHECK(by(host, "mark").empty());
}

TEST_CASE("somebody else who has a VIP is told with the hardware address")
{
  Host host = healthy();
  host.rivals = {{vip, {std::byte{2}, std::byte{0xab}}}};
  REQUIRE(by(host, "arp").size() == 1);
  CHECK_THAT(by(host, "arp")[0].text, Contains("02:ab:00:00:00:00"));
  CHECK_THAT(by(host, "arp")[0].cure, Contains("arp_ignore=1"));
}

TEST_CASE("a real server for direct routing that answers ARP for its VIP is told so")
{
  Host host = healthy();
  host.kernel.addresses.insert({"lo", *parse_ip_address("192.0.2.20"), 32, ""});
  CHECK(by(host, "arp").size() == 1);
  host.sysctls["net/ipv4/conf/all/arp_ignore"] = "1";
  CHECK(by(host, "arp").empty());
}

TEST_CASE("a VIP that is not there, or cannot be, or has no link, is a problem")
{
  Host host = healthy();
  host.dead = {"eth0"};
  REQUIRE(by(host, "vip").size() == 1);
  CHECK_THAT(by(host, "vip")[0].text, Contains("eth0 is down, or its link is"));
  CHECK_THAT(by(host, "vip")[0].cure, Contains("ip link set eth0 up"));
  host.dead = {"eth1"};
  CHECK(by(host, "vip").empty());
  host.kernel.addresses.erase(vip);
  REQUIRE(by(host, "vip").size() == 1);
  CHECK(by(host, "vip")[0].object == "VIP `public`");
  host.interfaces.erase("eth0");
  CHECK_THAT(by(host, "vip")[0].text, Contains("no interface eth0"));
}

TEST_CASE("a service whose address nobody here has is advised of")
{
  Host host = healthy();
  lvsd::ServiceConfig shop;
  shop.name = "shop";
  shop.matches = {{vip.address, Protocol::tcp, {80, 80}}};
  host.config->services = {shop};
  CHECK(by(host, "vip").empty());
  host.config->services[0].matches[0].address = *parse_ip_address("198.51.100.1");
  REQUIRE(by(host, "vip").size() == 1);
  CHECK(by(host, "vip")[0].severity == Severity::advice);
  CHECK(by(host, "vip")[0].object == "service `shop`");
  host.kernel.addresses.insert({"eth1", *parse_ip_address("198.51.100.1"), 24, ""});
  CHECK(by(host, "vip").empty());
}

TEST_CASE("a server under NAT whose replies do not come back is told, once it had packets enough")
{
  Host host = healthy();
  Counters& counters = host.measured[web].destinations[server].counters;
  counters.packets_in = 9;
  CHECK(by(host, "nat_return").empty());
  counters.packets_in = 10;
  REQUIRE(by(host, "nat_return").size() == 1);
  CHECK_THAT(by(host, "nat_return")[0].text, Contains("10.0.0.11:80"));
  counters.packets_out = 1;
  CHECK(by(host, "nat_return").empty());
}

TEST_CASE("a server under NAT behind a router is worth a word")
{
  Host host = healthy();
  host.routes[server.address] = {"eth1", {}};
  CHECK(by(host, "nat_return").empty());
  host.routes[server.address].gateway = parse_ip_address("10.11.0.1");
  REQUIRE(by(host, "nat_return").size() == 1);
  CHECK(by(host, "nat_return")[0].severity == Severity::advice);
}

TEST_CASE("masquerading without conntrack is worth a word")
{
  Host host = healthy();
  host.kernel.packet_rules.masquerades = {{*parse_ip_address("10.0.0.0"), 24, "eth0"}};
  CHECK(by(host, "conntrack").size() == 1);
  host.sysctls["net/ipv4/vs/conntrack"] = "1";
  CHECK(by(host, "conntrack").empty());
}

TEST_CASE("a connection table that is too small for what it holds, or for the rate, is told")
{
  Host host = healthy();
  host.measured[web].destinations[server].inactive_connections = 4 * 4096;
  CHECK(by(host, "connection_table").empty());
  host.measured[web].counters.connection_rate = 200;
  REQUIRE(by(host, "connection_table").size() == 1);
  CHECK_THAT(by(host, "connection_table")[0].cure, Contains("conn_tab_bits=15"));
}

TEST_CASE("a foreign service whose packets a mark of ours takes is a clash")
{
  Host host = healthy();
  host.names.clear();
  CHECK(by(host, "clash").empty());
  host.kernel.packet_rules.marks[{vip.address, Protocol::tcp, {80, 90}}] = 7;
  REQUIRE(by(host, "clash").size() == 1);
  CHECK_THAT(by(host, "clash")[0].cure, Contains("ipvsadm -D -t 192.0.2.10:80"));
}

TEST_CASE("a service of ours that is leaving is no fault")
{
  Host host = healthy();
  const ServiceKey mark = FirewallMark{Family::ipv4, 80};
  host.kernel.ipvs[mark];
  host.names.clear();
  host.kernel.packet_rules.marks[{vip.address, Protocol::tcp, {80, 90}}] = 7;
  host.leaving = {mark, web};
  CHECK(by(host, "mark").empty());
  CHECK(by(host, "clash").empty());
}

TEST_CASE("another program that keeps virtual services is a clash")
{
  Host host = healthy();
  host.managers = {"keepalived"};
  CHECK(by(host, "clash").size() == 1);
}

TEST_CASE("problems come before advice")
{
  Host host = healthy();
  host.lvsd_runs = false;
  host.steps_missing = 3;
  const Findings found = examine(host);
  REQUIRE(found.size() == 2);
  CHECK(found[0].severity == Severity::problem);
  CHECK(found[1].severity == Severity::advice);
}
