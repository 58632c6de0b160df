// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/daemon/pace.hpp"

#include "tests/support/catch.hpp"

using namespace lvsd;
using namespace std::chrono_literals;

TEST_CASE("looking takes no more than a fiftieth of the time")
{
  const auto interval_after = [](std::chrono::milliseconds cost) {
    LookPace pace;
    pace.took(cost);
    pace.took(cost);
    return pace.interval(10s);
  };
  CHECK(interval_after(1ms) == 10s);
  CHECK(interval_after(140ms) == 10s);
  CHECK(interval_after(1s) > 50s);
  CHECK(interval_after(1s) < 75s);
}

TEST_CASE("one dear look stretches nothing, the second does, and a cheap one ends it")
{
  LookPace pace;
  CHECK(pace.interval(10s) == 10s);
  pace.took(1s);
  CHECK(pace.interval(10s) == 10s);
  pace.took(2s);
  CHECK(pace.interval(10s) > 50s);
  CHECK(pace.cost() == 1s);
  pace.took(5ms);
  CHECK(pace.interval(10s) == 10s);
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

TEST_CASE("how far a turn is is told from its first second on, once a second")
{
  const Clock::time_point began{};
  StatusPace pace(began);
  CHECK_FALSE(pace.is_due(began + 999ms));
  CHECK(pace.is_due(began + 1500ms));
  CHECK_FALSE(pace.is_due(began + 2400ms));
  CHECK(pace.is_due(began + 2500ms));
}
