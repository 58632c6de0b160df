// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/desired/names.hpp"

#include "tests/support/catch.hpp"

using namespace ipvsctl;
using namespace lvsd;

namespace {

Config two_services()
{
  Config config;
  for (const char* name : {"web", "mail"}) {
    ServiceConfig service;
    service.name = name;
    const std::uint16_t port = config.services.empty() ? 80 : 25;
    service.matches = {{*parse_ip_address("192.0.2.10"), Protocol::tcp, {port, port}}};
    service.servers = {{"one", {*parse_ip_address("10.0.0.1"), port}, {}}};
    config.services.push_back(service);
  }
  return config;
}

}  // namespace

TEST_CASE("a server is found by its name, its address or its endpoint")
{
  const Config config = two_services();
  CHECK(find_servers(config, "one", "").size() == 2);
  CHECK(find_servers(config, "10.0.0.1", "").size() == 2);
  CHECK(find_servers(config, "10.0.0.1:80", "") ==
        std::vector<ServerId>{{"web", *parse_destination_key("10.0.0.1:80")}});
  CHECK(find_servers(config, "one", "mail").size() == 1);
  CHECK(find_servers(config, "two", "").empty());
  CHECK(find_servers(config, "one", "ftp").empty());
  CHECK(find_servers(config, "", "").empty());
}

TEST_CASE("a server or a service that is not there is told with the name that may be meant")
{
  Config config = two_services();
  config.services.front().servers.push_back({"alone", *parse_destination_key("10.0.0.5:80"), {}});
  CHECK(why_no_server(config, "nobody", "") == "the config has no server `nobody`");
  CHECK(why_no_server(config, "onee", "") ==
        "the config has no server `onee`; did you mean \"one\"?");
  CHECK(why_no_server(config, "10.0.0.9", "web") ==
        "the config has no server `10.0.0.9` in service `web`");
  CHECK(why_no_server(config, "one", "wep") ==
        "the config has no service `wep`; did you mean \"web\"?");
  CHECK(why_no_server(config, "10.0.0.1:99", "") ==
        "the config has no server `10.0.0.1:99`; did you mean \"10.0.0.1:80\"?");
  CHECK(why_no_server(config, "10.0.0.1:80", "mail") ==
        "the config has no server `10.0.0.1:80` in service `mail`; did you mean \"10.0.0.1:25\"?");
  CHECK(why_no_server(config, "alone", "mail") ==
        "the config has no server `alone` in service `mail`; service `web` has it");
}

TEST_CASE("a step is told with the name that the config gives its service")
{
  const ServiceNames names = names_of(two_services(), {});
  const ServiceKey web = *parse_service_key("tcp 192.0.2.10:80");
  CHECK(described(RemoveService{web}, names) == "- service tcp 192.0.2.10:80 (service `web`)");
  CHECK(described(AddDestination{web, *parse_destination_key("10.0.0.1:80"), {}}, names) ==
        "+ server 10.0.0.1:80 of tcp 192.0.2.10:80 (service `web`): nat weight 1");
  CHECK(described(BuildPacketRules{}, names) == "+ nftables table");
}
