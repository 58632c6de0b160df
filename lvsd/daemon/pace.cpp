// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/daemon/pace.hpp"

#include <algorithm>
#include <utility>

namespace lvsd {
namespace {

using namespace std::chrono_literals;

constexpr auto shortest_gap = 10ms;
constexpr auto longest_gap = 800ms;
constexpr auto calm = 10s;
// A fiftieth is not to be passed where one look takes a little longer than the cheaper one.
constexpr int share = 70;

}  // namespace

void LookPace::took(std::chrono::milliseconds cost)
{
  before_ = std::exchange(last_, cost);
}

std::chrono::milliseconds LookPace::cost() const
{
  return std::min(last_, before_);
}

std::chrono::milliseconds LookPace::interval(std::chrono::milliseconds configured) const
{
  return std::max(configured, cost() * share);
}

Clock::time_point EventPace::look_at(Clock::time_point now)
{
  if (now - last_repair_ > calm) gap_ = shortest_gap;
  return now + gap_;
}

void EventPace::looked(bool repaired, Clock::time_point now)
{
  if (!repaired) return;
  gap_ = std::min<std::chrono::milliseconds>(gap_ * 2, longest_gap);
  last_repair_ = now;
}

bool StatusPace::is_due(Clock::time_point now)
{
  if (now < due_) return false;
  due_ = now + gap;
  return true;
}

}  // namespace lvsd
