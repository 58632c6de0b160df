// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/desired/record_json.hpp"

#include "tests/support/catch.hpp"

using namespace ipvsctl;
using namespace lvsd;
using namespace std::chrono_literals;

namespace {

Record full_record()
{
  const ServiceKey web = *parse_service_key("tcp 192.0.2.10:80");
  const ServiceKey mark = *parse_service_key("mark 5 ipv6");
  Record record;
  record.services[web] = {"web", 60s, {*parse_ip_address("192.0.2.10")}};
  record.services[mark] = {"", 0s, {}};
  record.addresses = {{"eth0", *parse_ip_address("192.0.2.10"), 24, "eth0:1"}};
  record.marks = {{"web \"quoted\"", 5}};
  record.drains[{web, *parse_destination_key("10.0.0.1:80")}] = {Clock::time_point(1234567ms),
                                                                 true};
  record.drains[{web, *parse_destination_key("10.0.0.2:80")}] = {no_deadline, false};
  record.mixed = {{web, *parse_destination_key("10.0.0.3:80")}};
  record.sync_daemons = true;
  return record;
}

Overrides full_overrides()
{
  Overrides overrides;
  overrides[{"web", *parse_destination_key("10.0.0.1:80")}] = {
      .weight = 0, .drain = false, .at_once = false, .alone = true};
  overrides[{"web", *parse_destination_key("[2001:db8::1]:80")}] = {
      .weight = {}, .drain = true, .at_once = false, .alone = false};
  overrides[{"web2", *parse_destination_key("10.0.0.1:80")}] = {
      .weight = {}, .drain = true, .at_once = true, .alone = false};
  return overrides;
}

}  // namespace

TEST_CASE("a record reads back as it was written")
{
  CHECK(parse_record(record_text(full_record())) == full_record());
  CHECK(parse_record(record_text({})) == Record{});
}

TEST_CASE("overrides read back as they were written")
{
  CHECK(parse_overrides(overrides_text(full_overrides())) == full_overrides());
}

// An upgrade finds what an older version wrote, and a text that is here once stays.
TEST_CASE("what 0.1.0 wrote is read")
{
  CHECK(
      parse_record(
          R"({"addresses":[{"address":"192.0.2.10","interface":"eth0","label":"eth0:1","prefix_length":24}],
"drains":[{"deadline_ms":1234567,"finished":true,"server":"10.0.0.1:80","service":"tcp 192.0.2.10:80"},
{"deadline_ms":null,"finished":false,"server":"10.0.0.2:80","service":"tcp 192.0.2.10:80"}],
"marks":{"web \"quoted\"":5},"mixed":[{"server":"10.0.0.3:80","service":"tcp 192.0.2.10:80"}],
"services":[{"addresses":["192.0.2.10"],"drain":60,"key":"tcp 192.0.2.10:80","name":"web"},
{"addresses":[],"drain":0,"key":"mark 5 ipv6","name":""}],"sync_daemons":true})") == full_record());
  CHECK(parse_overrides(R"([{"alone": true, "server": "10.0.0.1:80", "service": "web", "weight": 0},
{"drain": true, "server": "[2001:db8::1]:80", "service": "web"},
{"at_once": true, "drain": true, "server": "10.0.0.1:80", "service": "web2"}])") ==
        full_overrides());
}

TEST_CASE("a damaged record is an error and never half a record")
{
  for (const char* text : {"", "{", "[]", "{}", R"({"services":[{"key":"tcp"}]})",
                           R"({"services":[{"key":"tcp x","drain":0,"addresses":[]}],)"
                           R"("addresses":[],"marks":{},"drains":[],"sync_daemons":false})"})
    CHECK_THROWS_AS(parse_record(text), std::runtime_error);
  const std::string drain = R"("drains":[{"service":"mark 1","server":"10.0.0.1:80",)"
                            R"("deadline_ms":9223372036854775807,"finished":false}])";
  CHECK_THROWS_AS(parse_record(R"({"services":[],"addresses":[],"marks":{},)" + drain +
                               R"(,"sync_daemons":false})"),
                  std::runtime_error);
  const char* const wide = R"([{"service":"web","server":"10.0.0.1:80","weight":7e40}])";
  for (const char* text : {"", "[{}]", wide, R"([{"service":"web","server":"nonsense"}])", "7"})
    CHECK_THROWS_AS(parse_overrides(text), std::runtime_error);
}
