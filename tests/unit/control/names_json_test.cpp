// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/control/names_json.hpp"

#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"

using namespace lvsd;
using nlohmann::json;

namespace {

Server server(const std::string& name, const std::string& endpoint)
{
  Server server;
  server.name = name;
  server.key = *ipvsctl::parse_destination_key(endpoint);
  return server;
}

ServiceConfig service(const std::string& name, std::vector<Server> servers)
{
  ServiceConfig service;
  service.name = name;
  service.servers = std::move(servers);
  return service;
}

}  // namespace

TEST_CASE("services and servers are named once each, a server without a name by its address")
{
  Config config;
  CHECK(names_json(config) == json{{"services", json::array()}, {"servers", json::array()}});
  config.services = {service("shop", {server("web1", "10.0.0.1:80"), server("", "[fd00::1]:25")}),
                     service("mail", {server("web1", "10.0.0.1:25")})};
  CHECK(names_json(config) ==
        json{{"services", {"mail", "shop"}}, {"servers", {"[fd00::1]:25", "web1"}}});
}
