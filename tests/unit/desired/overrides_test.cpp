// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/desired/overrides.hpp"

#include "tests/support/catch.hpp"

using namespace lvsd;
using ipvsctl::DestinationKey;
using ipvsctl::parse_destination_key;

namespace {

DestinationKey key(const char* text)
{
  return *parse_destination_key(text);
}

Config with_servers(std::initializer_list<const char*> servers)
{
  Config config;
  ServiceConfig& web = config.services.emplace_back();
  web.name = "web";
  for (const char* server : servers)
    web.servers.push_back({"", key(server), {}});
  return config;
}

const Override drained{{}, true};
const Override heavy{9, false};

}  // namespace

TEST_CASE("what was said of a server stays said where it has its port still")
{
  const Overrides said{{{"web", key("10.0.0.1:80")}, drained}};
  CHECK(following(with_servers({"10.0.0.1:80", "10.0.0.1:81"}), said) == said);
}

TEST_CASE("what was said of a server is said of it at its new port, or at the client's")
{
  const Overrides said{{{"web", key("10.0.0.1:80")}, drained},
                       {{"web", key("10.0.0.2:80")}, heavy}};
  CHECK(following(with_servers({"10.0.0.1:8080", "10.0.0.2:0"}), said) ==
        Overrides{{{"web", key("10.0.0.1:8080")}, drained}, {{"web", key("10.0.0.2:0")}, heavy}});
}

TEST_CASE("what was said of a server that is gone, or may be one of two, is kept as it was")
{
  const Overrides said{{{"web", key("10.0.0.1:80")}, drained},
                       {{"web", key("10.0.0.3:80")}, drained},
                       {{"mail", key("10.0.0.1:25")}, heavy}};
  CHECK(following(with_servers({"10.0.0.1:81", "10.0.0.1:82"}), said) == said);
}

TEST_CASE("what was said of the server at its present port counts more")
{
  const Overrides said{{{"web", key("10.0.0.1:79")}, heavy},
                       {{"web", key("10.0.0.1:80")}, drained},
                       {{"web", key("10.0.0.1:81")}, heavy}};
  CHECK(following(with_servers({"10.0.0.1:80"}), said) == said);
}
