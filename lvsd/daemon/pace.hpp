// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>

#include "lvsd/desired/drains.hpp"

namespace lvsd {

/// How long to wait until the next look at the whole kernel: as configured, or so much longer that
/// looking takes no more than a fiftieth of the CPU time. One dear look stretches nothing, as it
/// may have been another program's doing: the cheaper of the last two counts.
class LookPace {
public:
  /// A look at the whole kernel took `cost` of CPU time.
  void took(std::chrono::milliseconds cost);

  /// The cheaper of the last two looks; 0 before there were two.
  std::chrono::milliseconds cost() const;

  std::chrono::milliseconds interval(std::chrono::milliseconds configured) const;

private:
  std::chrono::milliseconds last_{0};
  std::chrono::milliseconds before_{0};
};

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

/// When to tell how far a turn is: once a second, from its first second on.
class StatusPace {
public:
  explicit StatusPace(Clock::time_point began) : due_(began + gap) {}

  bool is_due(Clock::time_point now);

private:
  static constexpr std::chrono::milliseconds gap{1000};
  Clock::time_point due_;
};

}  // namespace lvsd
