// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include "libipvsctl/model/floating_address.hpp"

namespace ipvsctl::address {

/// When addresses are to be announced: at once, and again after 1, 2, 4 and 8 seconds, because a
/// frame may be lost, and a switch port may not forward yet while its link comes up.
class AnnouncementSchedule {
public:
  using Clock = std::chrono::steady_clock;

  /// Begins anew where the address is being announced already.
  void start(const FloatingAddress& address, Clock::time_point now);

  /// The addresses to be announced at `now`, each once however late it is.
  std::vector<FloatingAddress> due(Clock::time_point now);

  /// When to ask again; none where nothing is left to be announced.
  std::optional<Clock::time_point> next() const;

  /// No further announcements of an address, which has gone.
  void forget(const FloatingAddress& address);

private:
  static constexpr std::array offsets{std::chrono::seconds(0), std::chrono::seconds(1),
                                      std::chrono::seconds(2), std::chrono::seconds(4),
                                      std::chrono::seconds(8)};

  struct Progress {
    Clock::time_point started;
    std::size_t done = 0;

    Clock::time_point next() const { return started + offsets.at(done); }
  };

  std::map<FloatingAddress, Progress> running_;
};

}  // namespace ipvsctl::address
