// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>

#include "lvsd/desired/drains.hpp"

namespace lvsd {

/// How long to wait until the next look at the whole kernel: `configured`, or so much longer that
/// looking, which took `cost` of CPU time, takes no more than a fiftieth of it.
std::chrono::milliseconds observing_interval(std::chrono::milliseconds configured,
                                             std::chrono::milliseconds cost);

/// How soon the daemon looks after it was told that something changed. Somebody who undoes our
/// every repair makes it wait longer, up to a second, so that a quarrel does not take the whole
/// CPU.
class EventPace {
public:
  /// When to look, after an event at `now`.
  Clock::time_point look_at(Clock::time_point now);

  /// The look found something to repair, or not.
  void looked(bool repaired, Clock::time_point now);

private:
  std::chrono::milliseconds gap_{10};
  Clock::time_point last_repair_{};
};

}  // namespace lvsd
