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

const Override drained{{}, true, false};
const Override heavy{9, false, false};

Override alone(Override said)
{
  said.alone = true;
  return said;
}

}  // namespace

TEST_CASE("what was said of a server stays said where it has its port still")
{
  const Overrides said{{{"web", key("10.0.0.1:80")}, drained}};
  CHECK(following(with_servers({"10.0.0.1:80", "10.0.0.1:81"}), said) == said);
}

TEST_CASE("what was said of a server is said of it at its new port, or at the client's")
{
  const Overrides said{{{"web", key("10.0.0.1:80")}, alone(drained)},
                       {{"web", key("10.0.0.2:80")}, alone(heavy)}};
  CHECK(following(with_servers({"10.0.0.1:8080", "10.0.0.2:0"}), said) ==
        Overrides{{{"web", key("10.0.0.1:8080")}, alone(drained)},
                  {{"web", key("10.0.0.2:0")}, alone(heavy)}});
}

TEST_CASE("what was said of one of two servers of an address is never said of the other")
{
  const Overrides said{{{"web", key("10.0.0.1:8001")}, drained}};
  const Overrides beside = following(with_servers({"10.0.0.1:8001", "10.0.0.1:8002"}), said);
  CHECK(beside == said);
  CHECK(following(with_servers({"10.0.0.1:8002"}), beside) == said);
}

TEST_CASE("a server that an address gets after its only one left is another one")
{
  Overrides said{{{"web", key("10.0.0.1:80")}, drained}};
  said = following(with_servers({"10.0.0.1:80", "10.0.0.2:80"}), said);
  CHECK(said.begin()->second == alone(drained));
  said = following(with_servers({"10.0.0.2:80"}), said);
  CHECK(said == Overrides{{{"web", key("10.0.0.1:80")}, drained}});
  CHECK(following(with_servers({"10.0.0.1:81", "10.0.0.2:80"}), said) == said);
}

TEST_CASE("what was said of a server that is gone, or may be one of two, is kept as it was")
{
  const Overrides said{{{"web", key("10.0.0.1:80")}, drained},
                       {{"web", key("10.0.0.3:80")}, drained},
                       {{"mail", key("10.0.0.1:25")}, heavy}};
  CHECK(following(with_servers({"10.0.0.1:81", "10.0.0.1:82"}), said) == said);
  Overrides all_alone = said;
  for (auto& [id, one] : all_alone)
    one.alone = true;
  CHECK(following(with_servers({"10.0.0.1:81", "10.0.0.1:82"}), all_alone) == said);
}

TEST_CASE("what was said of the server at its present port counts more")
{
  Overrides said{{{"web", key("10.0.0.1:79")}, alone(heavy)},
                 {{"web", key("10.0.0.1:80")}, drained},
                 {{"web", key("10.0.0.1:81")}, alone(heavy)}};
  const Overrides then = following(with_servers({"10.0.0.1:80"}), said);
  said[{"web", key("10.0.0.1:79")}].alone = false;
  said[{"web", key("10.0.0.1:80")}].alone = true;
  said[{"web", key("10.0.0.1:81")}].alone = false;
  CHECK(then == said);
}
