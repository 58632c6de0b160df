// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/address/announcement_schedule.hpp"

#include <algorithm>

namespace ipvsctl::address {

void AnnouncementSchedule::start(const FloatingAddress& address, Clock::time_point now)
{
  running_[address] = {now};
}

std::vector<FloatingAddress> AnnouncementSchedule::due(Clock::time_point now)
{
  std::vector<FloatingAddress> addresses;
  for (auto& [address, progress] : running_) {
    if (progress.next() > now) continue;
    addresses.push_back(address);
    while (progress.done < offsets.size() && progress.next() <= now)
      ++progress.done;
  }
  std::erase_if(running_, [](const auto& entry) { return entry.second.done == offsets.size(); });
  return addresses;
}

std::optional<AnnouncementSchedule::Clock::time_point> AnnouncementSchedule::next() const
{
  if (running_.empty()) return {};
  return std::ranges::min_element(running_, {},
                                  [](const auto& entry) { return entry.second.next(); })
      ->second.next();
}

void AnnouncementSchedule::forget(const FloatingAddress& address)
{
  running_.erase(address);
}

}  // namespace ipvsctl::address
