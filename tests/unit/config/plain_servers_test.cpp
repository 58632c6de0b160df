// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/plain_servers.hpp"

#include "lvsd/config/plain_json.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace lvsd;

std::optional<PlainServers> taken(std::string_view list)
{
  PlainText text(list);
  return take_plain_servers(text);
}

PlainServer server(const char* address)
{
  PlainServer server;
  server.address = *ipvsctl::parse_ip_address(address);
  return server;
}

TEST_CASE("servers with an address, a name, a port and a weight are plain")
{
  const auto read = taken(R"([ {"address": "10.0.0.1"},
    {"weight": 0, "name": "web 2", "port": 8080, "address": "2001:db8::1"} ])");
  REQUIRE(read);
  PlainServer second = server("2001:db8::1");
  second.name = "web 2";
  second.port = 8080;
  second.weight = 0;
  CHECK(read->servers == std::vector{server("10.0.0.1"), second});
  CHECK(read->values == 8);
}

TEST_CASE("servers of any other kind are left to be read as JSON")
{
  for (const char* list : {
           "",
           "5",
           "[]",
           "[{}]",
           R"([{"address": "10.0.0.1"})",
           R"([{"address": "10.0.0.1"},])",
           R"([{"address": "10.0.0.1",}])",
           R"([{"address": "10.0.0.1"} {"address": "10.0.0.2"}])",
           R"([{"address": "10.0.0.1-10.0.0.3"}])",
           R"([{"address": "web"}])",
           R"([{"address": 5}])",
           R"([{"weight": 1}])",
           R"([{"address": "10.0.0.1", "forward": "nat"}])",
           R"([{"address": "10.0.0.1", "upper_threshold": 5}])",
           R"([{"address": "10.0.0.1", "address": "10.0.0.2"}])",
           R"([{"address": "10.0.0.1", "weight": 1, "weight": 1}])",
           R"([{"address": "10.0.0.1", "weight": -1}])",
           R"([{"address": "10.0.0.1", "weight": 2147483648}])",
           R"([{"address": "10.0.0.1", "weight": "1"}])",
           R"([{"address": "10.0.0.1", "weight": 1.0}])",
           R"([{"address": "10.0.0.1", "port": 0}])",
           R"([{"address": "10.0.0.1", "port": 65536}])",
           R"([{"address": "10.0.0.1", "port": 80, "port": 80}])",
           R"([{"address": "10.0.0.1", "name": ""}])",
           R"([{"address": "10.0.0.1", "name": "a", "name": "a"}])",
           R"([{"address": "10.0.0.1", "name": "\u0041"}])",
           R"([{"address": "10.0.0.1", /* x */ "weight": 1}])",
       }) {
    INFO(list);
    CHECK(!taken(list));
  }
  CHECK(taken(R"([{"address": "10.0.0.1", "name": ")" + std::string(128, 'n') + "\"}]"));
  CHECK(!taken(R"([{"address": "10.0.0.1", "name": ")" + std::string(129, 'n') + "\"}]"));
}

TEST_CASE("a service is parsed without its plain servers, and their values are counted")
{
  const std::string text = R"({"name": "a", "servers": [{"address": "10.0.0.1", "weight": 2}],
    "x": {"servers": [{"address": "10.0.0.9"}]}})";
  const auto service = parse_plain_service(text, 5);
  REQUIRE(service);
  REQUIRE(service->servers.size() == 1);
  CHECK(service->servers[0].weight == 2);
  CHECK(service->json.value["servers"] == Json::array());
  CHECK(service->json.value["x"]["servers"].size() == 1);
  CHECK(service->json.values == parse_plain_json(text, 5)->values);
}

TEST_CASE("a service with any other server has them all in its JSON")
{
  const auto service = parse_plain_service(
      R"({"servers": [{"address": "10.0.0.1"}, {"address": "10.0.0.2-10.0.0.5"}]})", 5);
  REQUIRE(service);
  CHECK(service->servers.empty());
  CHECK(service->json.value["servers"].size() == 2);
}

}  // namespace
