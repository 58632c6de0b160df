// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/known_names.hpp"

#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"

using namespace lvsctl;
using nlohmann::json;
using Names = std::set<std::string>;

TEST_CASE("a status names services, and servers by name or else by address, each once")
{
  const json named{{"name", "web1"}, {"address", "10.0.0.1:80"}};
  const json unnamed{{"name", ""}, {"address", "[fd00::1]:25"}};
  const json status{{"services",
                     {{{"name", "shop"}, {"servers", {named, unnamed}}},
                      {{"name", "mail"}, {"servers", json::array({named})}}}}};
  CHECK(known_names(status, NameKind::services) == Names{"mail", "shop"});
  CHECK(known_names(status, NameKind::servers) == Names{"[fd00::1]:25", "web1"});
}

TEST_CASE("so does a config")
{
  lvsd::Server named;
  named.name = "web1";
  lvsd::Server unnamed;
  unnamed.key = *ipvsctl::parse_destination_key("10.0.0.2:80");
  lvsd::ServiceConfig shop;
  shop.name = "shop";
  shop.servers = {named, unnamed};
  lvsd::Config config;
  config.services = {shop};
  CHECK(known_names(config, NameKind::services) == Names{"shop"});
  CHECK(known_names(config, NameKind::servers) == Names{"10.0.0.2:80", "web1"});
  CHECK(known_names(lvsd::Config(), NameKind::servers).empty());
}
