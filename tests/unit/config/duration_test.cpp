// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/duration.hpp"

#include "tests/support/catch.hpp"

namespace {

using namespace lvsd;
using namespace std::chrono_literals;

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

TEST_CASE("whatever else stands there is no duration")
{
  for (const char* text : {"", "s", "5", "5 s", " 5s", "5s ", "-5s", "+5s", "5S", "5.s", ".5s",
                           "1e3s", "0x5s", "infs", "nans", "5sec", "1h30m", "0.5ms", "1000000d"}) {
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
