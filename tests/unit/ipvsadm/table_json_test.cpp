// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/listing/table_json.hpp"

#include "tests/support/catch.hpp"
#include "tests/unit/ipvsadm/listed.hpp"

using namespace ipvsadm;
using namespace ipvsctl;
using tests::server;
using tests::service;
using namespace std::chrono_literals;
using Json = nlohmann::ordered_json;

namespace {

Json document(Everything everything)
{
  return document_of(everything);
}

Json service_document(const ipvs::ListedService& listed)
{
  return document({.info = {},
                   .services = {listed},
                   .timeouts = {},
                   .sync_daemons = {},
                   .connections = {}})
      .at("services")
      .at(0);
}

const Json no_counters{
    {"connections", 0}, {"packets_in", 0}, {"packets_out", 0}, {"bytes_in", 0}, {"bytes_out", 0}};

}  // namespace

TEST_CASE("an empty table is a document, too")
{
  CHECK(document({.info = {0x010201, 4096},
                  .services = {},
                  .timeouts = {},
                  .sync_daemons = {},
                  .connections = {}}) ==
        Json{{"ipvs", {{"version", "1.2.1"}, {"connection_table_size", 4096}}},
             {"services", Json::array()},
             {"timeouts", Json::object()},
             {"sync_daemons", Json::array()}});
}

TEST_CASE("a service is told by protocol, address and port, or by mark and family")
{
  const Json by_address = service_document(service("udp [2001:db8::1]:53"));
  CHECK(by_address.at("protocol") == "udp");
  CHECK(by_address.at("address") == "2001:db8::1");
  CHECK(by_address.at("port") == 53);
  const Json by_mark = service_document(service("mark 4294967295 ipv6"));
  CHECK(by_mark.at("mark") == 4294967295);
  CHECK(by_mark.at("family") == "ipv6");
  CHECK_FALSE(by_mark.contains("port"));
}

TEST_CASE("a service's document has all its settings and counters")
{
  auto listed = service("udp 192.0.2.1:5060");
  listed.settings.scheduler = "mh";
  listed.settings.scheduler_flags = 6;
  listed.settings.one_packet = true;
  listed.settings.persistent = true;
  listed.settings.persistence_timeout = 60s;
  listed.settings.persistence_netmask = prefix_netmask(Family::ipv4, 24);
  listed.settings.persistence_engine = "sip";
  listed.counters = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  CHECK(service_document(listed) ==
        Json{{"protocol", "udp"},
             {"address", "192.0.2.1"},
             {"port", 5060},
             {"scheduler", "mh"},
             {"scheduler_flags", {"mh-port", "flag-3"}},
             {"one_packet", true},
             {"persistence", {{"timeout", 60}, {"netmask", "255.255.255.0"}}},
             {"persistence_engine", "sip"},
             {"totals",
              {{"connections", 1},
               {"packets_in", 2},
               {"packets_out", 3},
               {"bytes_in", 4},
               {"bytes_out", 5}}},
             {"rates",
              {{"connections", 6},
               {"packets_in", 7},
               {"packets_out", 8},
               {"bytes_in", 9},
               {"bytes_out", 10}}},
             {"servers", Json::array()}});
}

TEST_CASE("a server's document has weight, thresholds, tunnel, connections and counters at once")
{
  auto tunnelled = server("10.0.0.1:80", {.forwarding = ForwardingMethod::tunnel,
                                          .weight = 50,
                                          .upper_threshold = 100,
                                          .lower_threshold = 75,
                                          .tunnel = {TunnelType::gue, 6080, TunnelChecksum::full}});
  tunnelled.measurements.active_connections = 1;
  tunnelled.measurements.inactive_connections = 2;
  tunnelled.measurements.persistent_connections = 3;
  CHECK(service_document(service("mark 5", {tunnelled})).at("servers").at(0) ==
        Json{{"address", "10.0.0.1"},
             {"port", 80},
             {"forward",
              {{"method", "tunnel"}, {"type", "gue"}, {"port", 6080}, {"checksum", "full"}}},
             {"weight", 50},
             {"upper_threshold", 100},
             {"lower_threshold", 75},
             {"active", 1},
             {"inactive", 2},
             {"persistent", 3},
             {"totals", no_counters},
             {"rates", no_counters}});
  CHECK(service_document(service("mark 5", {server("10.0.0.1:80")}))
            .at("servers")
            .at(0)
            .at("forward") == Json{{"method", "nat"}});
}

TEST_CASE("what is not there is null")
{
  const Json plain = service_document(service("tcp 192.0.2.1:80"));
  CHECK(plain.at("persistence").is_null());
  CHECK(plain.at("persistence_engine").is_null());
}

TEST_CASE("timeouts, daemons and connections are part of the document")
{
  const Json all = document(
      {.info = {},
       .services = {},
       .timeouts = {{TimeoutKind::tcp, 900s}},
       .sync_daemons = {{SyncRole::backup,
                         {.interface = "eth1",
                          .sync_id = 5,
                          .max_length = 1472,
                          .group = *parse_ip_address("224.0.0.81")}}},
       .connections = std::vector{*read_connection(
           "UDP C0000201 13C4 0A000001 13C4 C0A8010A 13C5 NONE 45 sip a84b4c76e66710@pc33")}});
  CHECK(all.at("timeouts") == Json{{"tcp", 900}});
  CHECK(all.at("sync_daemons") == Json::array({{{"role", "backup"},
                                                {"interface", "eth1"},
                                                {"sync_id", 5},
                                                {"max_length", 1472},
                                                {"group", "224.0.0.81"},
                                                {"port", 8848},
                                                {"ttl", 1}}}));
  CHECK(
      all.at("connections") ==
      Json::array({{{"protocol", "udp"},
                    {"state", "NONE"},
                    {"expires", 45},
                    {"client", {{"address", "192.0.2.1"}, {"port", 5060}}},
                    {"service", {{"address", "10.0.0.1"}, {"port", 5060}}},
                    {"server", {{"address", "192.168.1.10"}, {"port", 5061}}},
                    {"persistence_engine", {{"name", "sip"}, {"data", "a84b4c76e66710@pc33"}}}}}));
}

TEST_CASE("a template by mark has the mark for a service")
{
  const Json all = document({.info = {},
                             .services = {},
                             .timeouts = {},
                             .sync_daemons = {},
                             .connections = std::vector{*read_connection(
                                 "IP  C0A80104 0000 00000007 0000 C0A8010A 0000 NONE 45")}});
  CHECK(all.at("connections").at(0).at("protocol").is_null());
  CHECK(all.at("connections").at(0).at("service") == Json{{"mark", 7}});
}
