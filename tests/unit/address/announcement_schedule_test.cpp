// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/address/announcement_schedule.hpp"

#include "tests/support/catch.hpp"

using namespace ipvsctl;
using namespace std::chrono_literals;
using address::AnnouncementSchedule;

namespace {

const FloatingAddress a{"eth0", *parse_ip_address("192.0.2.10"), 24, ""};
const FloatingAddress b{"eth0", *parse_ip_address("2001:db8::10"), 64, ""};
const AnnouncementSchedule::Clock::time_point start{1000s};
using Addresses = std::vector<FloatingAddress>;

}  // namespace

TEST_CASE("an address is announced at once and after 1, 2, 4 and 8 seconds")
{
  AnnouncementSchedule schedule;
  CHECK_FALSE(schedule.next());
  schedule.start(a, start);
  for (const auto offset : {0s, 1s, 2s, 4s, 8s}) {
    CHECK(schedule.next() == start + offset);
    CHECK(schedule.due(start + offset - 1ms).empty());
    CHECK(schedule.due(start + offset) == Addresses{a});
    CHECK(schedule.due(start + offset).empty());
  }
  CHECK_FALSE(schedule.next());
  CHECK(schedule.due(start + 1h).empty());
}

TEST_CASE("who comes late announces once, and goes on from there")
{
  AnnouncementSchedule schedule;
  schedule.start(a, start);
  CHECK(schedule.due(start + 3s) == Addresses{a});
  CHECK(schedule.next() == start + 4s);
  CHECK(schedule.due(start + 1h) == Addresses{a});
  CHECK_FALSE(schedule.next());
}

TEST_CASE("each address has a schedule of its own")
{
  AnnouncementSchedule schedule;
  schedule.start(a, start);
  CHECK(schedule.due(start) == Addresses{a});
  schedule.start(b, start + 500ms);
  CHECK(schedule.next() == start + 500ms);
  CHECK(schedule.due(start + 500ms) == Addresses{b});
  CHECK(schedule.next() == start + 1s);
  CHECK(schedule.due(start + 1500ms) == Addresses{a, b});
}

TEST_CASE("an address that has gone is announced no more, and one that comes back anew")
{
  AnnouncementSchedule schedule;
  schedule.start(a, start);
  schedule.due(start);
  schedule.forget(a);
  CHECK_FALSE(schedule.next());
  CHECK(schedule.due(start + 1h).empty());
  schedule.start(a, start + 1h);
  CHECK(schedule.due(start + 1h) == Addresses{a});
  schedule.start(a, start + 1h + 1ms);
  CHECK(schedule.due(start + 1h + 1ms) == Addresses{a});
}
