// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/chosen_servers.hpp"

#include "tests/support/catch.hpp"

using namespace lvsctl;
using nlohmann::json;

namespace {

json server(const std::string& name, const std::string& address, int clients)
{
  return {{"name", name}, {"address", address}, {"persistent", clients}};
}

/// Two persistent services and one that is not, which share their servers.
json director()
{
  return {
      {"expire_quiescent_template", false},
      {"services",
       {{{"name", "shop"},
         {"persistence", 300},
         {"servers", {server("web1", "10.0.0.1:80", 2), server("web2", "10.0.0.2:80", 1)}}},
        {{"name", "mail"}, {"persistence", 5400}, {"servers", {server("", "[fd00::1]:25", 1)}}},
        {{"name", "files"}, {"persistence", 0}, {"servers", {server("web1", "10.0.0.1:21", 0)}}}}}};
}

std::vector<std::string> chosen(const std::string& choice)
{
  std::vector<std::string> found;
  for (const ChosenServer& one : chosen_servers(director(), choice))
    found.push_back(one.service + " " + one.server["address"].get<std::string>());
  return found;
}

}  // namespace

TEST_CASE("a server is meant by its name, its address, and its address and port")
{
  using Found = std::vector<std::string>;
  CHECK(chosen("web1") == Found{"shop 10.0.0.1:80", "files 10.0.0.1:21"});
  CHECK(chosen("10.0.0.1") == Found{"shop 10.0.0.1:80", "files 10.0.0.1:21"});
  CHECK(chosen("10.0.0.1:21") == Found{"files 10.0.0.1:21"});
  CHECK(chosen("fd00::1") == Found{"mail [fd00::1]:25"});
  for (const char* spelled : {"[fd00::1]", "FD00::1", "fd00:0:0::1", "[fd00:0::1]:25"})
    CHECK(chosen(spelled) == Found{"mail [fd00::1]:25"});
  CHECK(chosen("[fd00::1]:26") == Found{});
  CHECK(chosen("10.0.0") == Found{});
}

TEST_CASE("who comes back is told with the service and how long it brings them, and the cure once")
{
  const std::string cure =
      "\"director\": {\"ipvs\": {\"expire_quiescent_template\": true}} sends such clients "
      "elsewhere\n";
  CHECK(who_comes_back(director(), "web1") ==
        "10.0.0.1:80: persistence of service `shop` (5m) brings 2 clients back to it\n" + cure);
  CHECK(who_comes_back(director(), "fd00::1") ==
        "[fd00::1]:25: persistence of service `mail` (90m) brings 1 client back to it\n" + cure);
}

TEST_CASE("nothing is told where nobody comes back, or the kernel does not say")
{
  CHECK(who_comes_back(director(), "10.0.0.1:21").empty());
  json status = director();
  for (const json& value : {json(true), json(nullptr)}) {
    status["expire_quiescent_template"] = value;
    CHECK(who_comes_back(status, "web1").empty());
  }
}

TEST_CASE("a daemon of before an upgrade, which tells less, is asked all the same")
{
  json status = director();
  status.erase("expire_quiescent_template");
  for (json& service : status["services"])
    service.erase("persistence");
  CHECK(chosen_servers(status, "web1").size() == 2);
  CHECK(who_comes_back(status, "web1").empty());
}
