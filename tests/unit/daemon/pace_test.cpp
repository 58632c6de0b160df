// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/daemon/pace.hpp"

#include "tests/support/catch.hpp"

using namespace lvsd;
using namespace std::chrono_literals;

TEST_CASE("looking takes no more than a fiftieth of the time")
{
  CHECK(observing_interval(10s, 1ms) == 10s);
  CHECK(observing_interval(10s, 160ms) == 10s);
  CHECK(observing_interval(10s, 1s) > 50s);
  CHECK(observing_interval(10s, 1s) < 70s);
}

TEST_CASE(
    "the first event is looked after at once, a quarrel within a second, and calm resets that")
{
  EventPace pace;
  Clock::time_point now(1h);
  CHECK(pace.look_at(now) - now == 10ms);
  for (int i = 0; i < 20; ++i)
    pace.looked(true, now);
  CHECK(pace.look_at(now) - now < 1s);
  CHECK(pace.look_at(now) - now > 500ms);
  now += 11s;
  CHECK(pace.look_at(now) - now == 10ms);
}

TEST_CASE("looks that find nothing slow nothing down")
{
  EventPace pace;
  const Clock::time_point now(1h);
  for (int i = 0; i < 20; ++i)
    pace.looked(false, now);
  CHECK(pace.look_at(now) - now == 10ms);
}
