// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>

namespace lvsctl {

/// Is due once: when who waits has waited for so long that a person wonders.
class Reminder {
public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::milliseconds after{10000};

  explicit Reminder(Clock::time_point begin) : due_(begin + after) {}

  bool is_due(Clock::time_point now)
  {
    if (now < due_) return false;
    due_ = Clock::time_point::max();
    return true;
  }

private:
  Clock::time_point due_;
};

}  // namespace lvsctl
