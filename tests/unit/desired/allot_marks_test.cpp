// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/desired/allot_marks.hpp"

#include <set>

#include "tests/support/catch.hpp"

using namespace ipvsctl;
using namespace lvsd;

namespace {

ServiceConfig two_ports(const std::string& name)
{
  ServiceConfig service;
  service.name = name;
  const IpAddress address = *parse_ip_address("192.0.2.10");
  service.matches = {{address, Protocol::tcp, {80, 80}}, {address, Protocol::tcp, {443, 443}}};
  return service;
}

Config with_services(std::initializer_list<const char*> names)
{
  Config config;
  for (const char* name : names)
    config.services.push_back(two_ports(name));
  return config;
}

}  // namespace

TEST_CASE("another service moves nobody's mark")
{
  const Marks before = allot_marks(with_services({"web", "mail"}), {});
  const Marks after = allot_marks(with_services({"ftp", "web", "dns", "mail"}), before);
  CHECK(after.at("web") == before.at("web"));
  CHECK(after.at("mail") == before.at("mail"));
  CHECK(allot_marks(with_services({"ftp", "web", "dns", "mail"}), {}).at("web") ==
        before.at("web"));
}

TEST_CASE("even where names meet, a mark that was given stays")
{
  Config config = with_services({"b"});
  config.director.marks = {100, 102};
  const Marks before = allot_marks(config, {});
  config = with_services({"a", "b", "c"});
  config.director.marks = {100, 102};
  const Marks after = allot_marks(config, before);
  CHECK(after.at("b") == before.at("b"));
  std::set<std::uint32_t> different;
  for (const auto& [name, mark] : after)
    different.insert(mark);
  CHECK(different == std::set<std::uint32_t>{100, 101, 102});
}

TEST_CASE("a mark of the administrator's choice is taken first and never given to another")
{
  Config config = with_services({"a", "b"});
  config.director.marks = {100, 101};
  config.services[1].mark = allot_marks(config, {}).at("a");
  const Marks marks = allot_marks(config, {});
  CHECK(marks.at("b") == *config.services[1].mark);
  CHECK(marks.at("a") != marks.at("b"));
}

TEST_CASE("where the range is too small, somebody goes without")
{
  Config config = with_services({"a", "b"});
  config.director.marks = {100, 100};
  CHECK(allot_marks(config, {}).size() == 1);
}

TEST_CASE("a plain service needs no mark")
{
  Config config = with_services({"web"});
  config.services[0].matches.pop_back();
  CHECK(allot_marks(config, {}).empty());
}
