// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>

#include "libipvsctl/address/announcement_schedule.hpp"
#include "libipvsctl/address/client.hpp"
#include "lvsd/desired/drains.hpp"

namespace lvsd {

/// Announces addresses several times: a switch or a neighbour may miss the first. Of the network
/// namespace of the thread that makes it.
class Announcer {
public:
  /// The address came up at `now`.
  void start(const ipvsctl::FloatingAddress& address, Clock::time_point now);

  /// Announces what is due and returns when the next is. What cannot be sent is logged, and tried
  /// again with the next repeat; what is not there any more, or serves nobody, is not announced.
  std::optional<Clock::time_point> announce(Clock::time_point now);

private:
  void announce(const ipvsctl::FloatingAddress& address);

  ipvsctl::address::Client client_;
  ipvsctl::address::AnnouncementSchedule schedule_;
};

}  // namespace lvsd
