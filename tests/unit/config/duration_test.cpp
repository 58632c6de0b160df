// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/duration.hpp"

#include <map>
#include <nlohmann/json.hpp>

#include "lvsd/config/schema_check.hpp"
#include "schemas/schemas.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/memory_files.hpp"

namespace {

using namespace lvsd;
using namespace std::chrono_literals;
using Catch::Contains;

std::string told_of(const std::string& drain)
{
  return tests::told(tests::loaded(R"({"defaults": {"drain": ")" + drain + "\"}}"));
}

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
  CHECK(told_of("1h30m").empty());
  CHECK_THAT(told_of("1h30"), Contains(R"(; did you mean "1h30m"?)"));
  CHECK_THAT(told_of("5m 30"), Contains(R"(; did you mean "5m30s"?)"));
  CHECK_THAT(told_of("1H 30M"), Contains(R"(; did you mean "1h30m"?)"));
  CHECK_THAT(told_of("90"), Contains(R"(; did you mean "90s"?)"));
  CHECK_THAT(told_of("30s5"), !Contains("did you mean"));
}

TEST_CASE("units in the wrong order, or by their whole names, are put right")
{
  for (const auto& [text, meant] : std::map<std::string, std::string>{{"30s5m", "5m30s"},
                                                                      {"30m1h", "1h30m"},
                                                                      {"5min", "5m"},
                                                                      {"5 Minutes", "5m"},
                                                                      {"1 hour 30 mins", "1h30m"},
                                                                      {"90 sec", "90s"},
                                                                      {"2 days", "2d"},
                                                                      {"5000msec", "5000ms"}}) {
    INFO(text);
    CHECK_THAT(told_of(text), Contains("; did you mean \"" + meant + "\"?"));
  }
  for (const char* text : {"five minutes", "5 weeks", "5m5m", "m5", "5..5m", "500d", "1500 msec"}) {
    INFO(text);
    CHECK_THAT(told_of(text), Contains("is not a duration") || Contains("expected a duration"));
    CHECK_THAT(told_of(text), !Contains("did you mean"));
  }
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
