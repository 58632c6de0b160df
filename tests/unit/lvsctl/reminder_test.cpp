// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/reminder.hpp"

#include "tests/support/catch.hpp"

using lvsctl::Reminder;
using namespace std::chrono_literals;

TEST_CASE("who waits is reminded once, after ten seconds")
{
  const Reminder::Clock::time_point begin{1h};
  Reminder reminder(begin);
  CHECK_FALSE(reminder.is_due(begin));
  CHECK_FALSE(reminder.is_due(begin + 9999ms));
  CHECK(reminder.is_due(begin + 10s));
  CHECK_FALSE(reminder.is_due(begin + 11s));
  CHECK_FALSE(reminder.is_due(begin + 24h));
}
