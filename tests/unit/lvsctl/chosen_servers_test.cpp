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

TEST_CASE("how each server is that is meant is told in a line, up to a screenful of them")
{
  const auto in_state = [](const std::string& state, const json& weight, int active) {
    json one = server("web1", "10.0.0.1:80", 0);
    one.update({{"state", state}, {"weight", weight}, {"active", active}, {"inactive", 1}});
    return one;
  };
  const auto service = [](const std::string& name, const json& one) {
    return json{{"name", name}, {"servers", json::array({one})}};
  };
  json status{{"services",
               {service("shop", in_state("draining", 0, 2)), service("mail", in_state("up", 5, 0)),
                service("files", in_state("drained", nullptr, 0))}}};
  CHECK(how_they_are(status, "web1") ==
        "10.0.0.1:80 of service `shop`: draining, 3 connections left\n"
        "10.0.0.1:80 of service `mail`: up, weight 5\n"
        "10.0.0.1:80 of service `files`: drained\n");
  CHECK(how_they_are(status, "web2").empty());
  for (int i = 3; i != 25; ++i)
    status["services"].push_back(service("s" + std::to_string(i), in_state("up", 1, 0)));
  CHECK_THAT(how_they_are(status, "web1"),
             Catch::Contains("`s19`: up, weight 1\nand 5 more (lvsctl status)\n"));
}
