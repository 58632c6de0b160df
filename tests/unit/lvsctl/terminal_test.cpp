// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/terminal.hpp"

#include <nlohmann/json.hpp>

#include "cli/lvsctl/print_status.hpp"
#include "tests/support/catch.hpp"

using namespace lvsctl;
using namespace std::chrono_literals;

TEST_CASE("columns align, numbers to the right, and colours take no room")
{
  CHECK(table({{"NAME", "N"}, {in(Colour::red, "é", true), "100"}}, 1, "  ") ==
        "  NAME    N\n  \033[31mé\033[0m     100\n");
}

TEST_CASE("a colour is only there where it is wanted")
{
  CHECK(in(Colour::green, "up", false) == "up");
  CHECK(in(Colour::none, "up", true) == "up");
}

TEST_CASE("large numbers are short")
{
  CHECK(short_number(0) == "0");
  CHECK(short_number(999) == "999");
  CHECK(short_number(1000) == "1.0k");
  CHECK(short_number(1234) == "1.2k");
  CHECK(short_number(99949) == "99.9k");
  CHECK(short_number(123456) == "123k");
  CHECK(short_number(999999) == "1.0M");
  CHECK(short_number(18446744073709551615U) == "18.4E");
}

TEST_CASE("what is counted has its plural")
{
  CHECK(counted(0, "step") == "0 steps");
  CHECK(counted(1, "step") == "1 step");
  CHECK(counted(2, "address") == "2 addresses");
}

TEST_CASE("durations have two units at most")
{
  CHECK(short_duration(0s) == "0 s");
  CHECK(short_duration(45s) == "45 s");
  CHECK(short_duration(90s) == "1 min 30 s");
  CHECK(short_duration(90min) == "1 h 30 min");
  CHECK(short_duration(1h + 59s) == "1 h");
  CHECK(short_duration(49h + 30min) == "2 d 1 h");
}

TEST_CASE("a column is left out by its heading")
{
  CHECK(without({{"A", "B"}, {"1", "2"}}, "A") ==
        std::vector<std::vector<std::string>>{{"B"}, {"2"}});
  CHECK(without({{"A"}, {"1"}}, "C") == std::vector<std::vector<std::string>>{{"A"}, {"1"}});
}

TEST_CASE("a view is cut to the terminal, and says how much is left out")
{
  CHECK(cut_to({4, 10}, "a\nb\nc\n") == "a\nb\nc\n");
  CHECK(cut_to({4, 10}, "a\nb\nc\nd\n") == "a\nb\n… 2 more lines\n");
  CHECK(cut_to({4, 3}, "abcdef\n") == "abc\n");
  CHECK(cut_to({4, 3}, in(Colour::red, "abcdef", true) + "\n") == "\033[31mabc\033[0m\n");
  CHECK(cut_to({4, 1}, "éé\n") == "é\n");
  CHECK(cut_to({4, 3}, "日本\n") == "日\n");
  CHECK(cut_to({4, 2}, "e\u0301e\u0301e\u0301\n") == "e\u0301e\u0301\n");
  CHECK(cut_to({4, 2}, "\xff\xff\xff\n") == "\xff\xff\n");
}

TEST_CASE("what a terminal shows in two columns, or in none, is counted so")
{
  CHECK(columns_of("web") == 3);
  CHECK(columns_of("Büro") == 4);
  CHECK(columns_of("日本") == 4);
  CHECK(columns_of("e\u0301") == 1);
  CHECK(columns_of("\xe6\x97") == 2);
  CHECK(columns_of(in(Colour::red, "日", true)) == 2);
  CHECK(table({{"日本", "1"}, {"abc", "2"}}, 1, "") == "日本  1\nabc   2\n");
}

namespace {

constexpr const char* one_service = R"({
    "version": "1", "config": {"file": "f", "read": "t", "in_force": true, "errors": [], "warnings": []},
    "last_turn": {"at": "t", "reason": "timer", "steps": 1}, "refused": [], "drift": {"count": 2}, "vips": [],
    "foreign": [],
    "leaving": [{"service": "tcp 192.0.2.1:80", "server": "10.0.0.1:80", "active": 1, "inactive": 0, "seconds_left": 90},
                {"service": "tcp 192.0.2.9:80", "server": "10.0.0.9:80", "active": 1, "inactive": 0}],
    "services": [{"name": "web", "virtual": ["tcp 192.0.2.1:80"], "kernel": ["tcp 192.0.2.1:80"], "settings": "wlc",
      "present": true, "servers": [{"address": "10.0.0.1:80", "name": "web1", "forward": "nat", "state": "draining",
        "seconds_left": 90, "weight": 0, "configured_weight": 1, "active": 1, "inactive": 0,
        "rates": {"connections": 0, "bytes_in": 0, "bytes_out": 0}}]}]})";

}  // namespace

TEST_CASE("a table of servers fits the terminal by what matters least")
{
  const auto status = nlohmann::json::parse(one_service);
  const std::string wide = status_text(status, false);
  CHECK(wide.find("last turn t (timer): 1 step, 0 refused; drift put right 2 times") !=
        std::string::npos);
  CHECK(wide.find("SERVER       NAME  FORWARD  STATE                           WEIGHT") !=
        std::string::npos);
  CHECK(wide.find("draining, 1 min 30 s at most  0 (of 1)") != std::string::npos);
  CHECK(wide.find("leaving: 10.0.0.9:80 of tcp 192.0.2.9:80, 1 connection\n") != std::string::npos);
  CHECK(wide.find("leaving: 10.0.0.1:80") == std::string::npos);
  CHECK(status_text(status, false, 80)
            .find("  SERVER       NAME  STATE                           WEIGHT  ") !=
        std::string::npos);
  CHECK(status_text(status, false, 20).find("  NAME  STATE                           WEIGHT") !=
        std::string::npos);
  CHECK(status_text(status, false, 20).find("WEIGHT  ACTIVE\n") != std::string::npos);
}

TEST_CASE("servers that have no names have no column of names, and keep their addresses")
{
  auto status = nlohmann::json::parse(one_service);
  status["services"][0]["servers"][0]["name"] = "";
  CHECK(status_text(status, false).find("  SERVER       FORWARD  STATE") != std::string::npos);
  CHECK(status_text(status, false, 20).find("  SERVER       STATE") != std::string::npos);
}

TEST_CASE("where some servers have names, these give way to the addresses")
{
  auto status = nlohmann::json::parse(one_service);
  auto& servers = status["services"][0]["servers"];
  servers.push_back(servers[0]);
  servers[1]["name"] = "";
  CHECK(status_text(status, false, 80).find("  SERVER       NAME  STATE") != std::string::npos);
  CHECK(status_text(status, false, 20).find("  SERVER       STATE") != std::string::npos);
}

TEST_CASE("what is wrong stands above the services")
{
  auto status = nlohmann::json::parse(one_service);
  status["config"]["in_force"] = false;
  status["config"]["errors"] = {
      {{"file", "f"}, {"line", 0}, {"column", 0}, {"pointer", ""}, {"message", "gone"}}};
  status["refused"] = {{{"text", "+ vip 192.0.2.1/24 on eth9"}, {"reason", "no such interface"}}};
  CHECK(status_text(status, false)
            .starts_with("lvsd 1  f (read t)\n"
                         "the file is not in force, but the config of before:\n"
                         "  f: gone\n"
                         "last turn t (timer): 1 step, 1 refused; drift put right 2 times\n"
                         "refused by the kernel: + vip 192.0.2.1/24 on eth9: no such interface\n"
                         "\nweb  "));
}

TEST_CASE("that a stop takes everything away is told")
{
  auto status = nlohmann::json::parse(one_service);
  CHECK(status_text(status, false).find("on_stop") == std::string::npos);
  status["config"]["on_stop"] = "keep";
  CHECK(status_text(status, false).find("on_stop") == std::string::npos);
  status["config"]["on_stop"] = "release";
  CHECK(status_text(status, false)
            .starts_with("lvsd 1  f (read t)\n"
                         "a stop or a restart takes everything away (on_stop: release)\n"));
}

TEST_CASE("a table of VIPs fits the terminal by what matters least")
{
  auto status = nlohmann::json::parse(one_service);
  const auto vip = [](const char* address, const char* label) {
    return nlohmann::json{{"name", "public"},
                          {"address", address},
                          {"interface", "eth0"},
                          {"label", label},
                          {"present", true}};
  };
  status["vips"] = {vip("192.0.2.10/24", "eth0:1"), vip("2001:db8::10/64", "")};
  CHECK(status_text(status, false)
            .find("\nVIP     STATE  ADDRESS          INTERFACE  LABEL\n"
                  "public  up     192.0.2.10/24    eth0       eth0:1\n"
                  "public  up     2001:db8::10/64  eth0\n") != std::string::npos);
  CHECK(status_text(status, false, 45).find("ADDRESS          INTERFACE\n") != std::string::npos);
  CHECK(status_text(status, false, 35).find("ADDRESS\n") != std::string::npos);
  auto theirs = vip("192.0.2.10/24", "");
  theirs["foreign"] = true;
  status["vips"] = nlohmann::json::array({theirs});
  CHECK(status_text(status, false).find("public  up, made by others  192") != std::string::npos);
  CHECK(status_text(status, false).find("LABEL") == std::string::npos);
}

TEST_CASE("a view that is drawn again leaves nothing of the one before")
{
  CHECK(redrawn("a\nb\n") == "\033[Ha\033[K\nb\033[K\n\033[J");
}
