// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <set>
#include <string>

#include "libipvsctl/address/announcement_schedule.hpp"
#include "libipvsctl/address/client.hpp"
#include "lvsd/desired/drains.hpp"

namespace lvsd {

/// Announces addresses several times: a switch or a neighbour may miss the first. Of the network
/// namespace of the thread that makes it.
class Announcer {
public:
  Announcer();

  /// The address came up at `now`.
  void start(const ipvsctl::FloatingAddress& address, Clock::time_point now);

  /// Something happened to the interfaces: those whose link came up have `ours` announced there
  /// anew, as whoever is at the other end now may never have heard of them.
  void links_changed(const ipvsctl::AddressSet& ours, Clock::time_point now);

  /// Announces what is due and returns when the next is. What cannot be sent is logged.
  std::optional<Clock::time_point> announce(Clock::time_point now);

private:
  std::set<std::string> running_interfaces();

  ipvsctl::address::Client client_;
  ipvsctl::address::AnnouncementSchedule schedule_;
  std::set<std::string> running_;
};

}  // namespace lvsd
