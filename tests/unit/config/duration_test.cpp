// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/duration.hpp"

#include <nlohmann/json.hpp>

#include "lvsd/config/schema_check.hpp"
#include "schemas/schemas.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/memory_files.hpp"

namespace {

using namespace lvsd;
using namespace std::chrono_literals;
using Catch::Contains;

TEST_CASE("a duration is a number and a unit")
{
  CHECK(parse_duration("500ms") == 500ms);
  CHECK(parse_duration("2s") == 2s);
  CHECK(parse_duration("15m") == 15min);
  CHECK(parse_duration("1h") == 1h);
  CHECK(parse_duration("1d") == 24h);
  CHECK(parse_duration("1.5h") == 90min);
  CHECK(parse_duration("0s") == 0s);
}

TEST_CASE("several numbers and units are their sum, the larger unit first")
{
  CHECK(parse_duration("1h30m") == 90min);
  CHECK(parse_duration("2m30s") == 150s);
  CHECK(parse_duration("1d2h3m4s5ms") == 26h + 3min + 4s + 5ms);
  CHECK(parse_duration("1h30ms") == 1h + 30ms);
  CHECK(parse_duration("1h0.5m") == 1h + 30s);
  for (const char* text : {"30m1h", "1m1m", "1h30", "1h 30m", "1h-30m", "1hm", "1hh", "h30m",
                           "1m30ms5s", "1h0.5ms", "36600d1ms"}) {
    INFO(text);
    CHECK(!parse_duration(text));
  }
}

TEST_CASE("a number that goes on without a unit is meant in the next smaller one")
{
  const auto told_of = [](const std::string& drain) {
    return tests::told(tests::loaded(R"({"defaults": {"drain": ")" + drain + "\"}}"));
  };
  CHECK(told_of("1h30m").empty());
  CHECK_THAT(told_of("1h30"), Contains(R"(; did you mean "1h30m"?)"));
  CHECK_THAT(told_of("5m 30"), Contains(R"(; did you mean "5m30s"?)"));
  CHECK_THAT(told_of("1H 30M"), Contains(R"(; did you mean "1h30m"?)"));
  CHECK_THAT(told_of("90"), Contains(R"(; did you mean "90s"?)"));
  CHECK_THAT(told_of("30m1h"), !Contains("did you mean"));
}

TEST_CASE("the schema's patterns take the durations that are read, and no others")
{
  const Json schema = Json::parse(schemas().at("lvsd"));
  for (const char* name : {"duration", "persistence"}) {
    const SchemaCheck check(Json{{"definitions", schema["definitions"]},
                                 {"$ref", std::string("#/definitions/") + name}});
    for (const char* text : {"500ms", "1.5h", "1h30m", "1h30ms", "1d2h3m4s5ms", "", "5", "5x",
                             "30m1h", "1m1m", "1h30", "1h 30m", "5.s", ".5s"}) {
      INFO(name << " " << text);
      CHECK(check.fits(text) == parse_duration(text).has_value());
    }
  }
}

TEST_CASE("whatever else stands there is no duration")
{
  for (const char* text : {"", "s", "5", "5 s", " 5s", "5s ", "-5s", "+5s", "5S", "5.s", ".5s",
                           "1e3s", "0x5s", "infs", "nans", "5sec", "0.5ms", "1000000d"}) {
    INFO(text);
    CHECK(!parse_duration(text));
  }
}

TEST_CASE("a bare number is seconds")
{
  CHECK(duration_of(15) == 15s);
  CHECK(duration_of(0.25) == 250ms);
  CHECK(!duration_of(0.0001));
  CHECK(!duration_of(-1));
  CHECK(!duration_of(1e300));
}

}  // namespace
