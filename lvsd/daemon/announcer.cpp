// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/daemon/announcer.hpp"

#include <spdlog/spdlog.h>

namespace lvsd {

using namespace ipvsctl;

void Announcer::start(const FloatingAddress& address, Clock::time_point now)
{
  schedule_.start(address, now);
}

void Announcer::announce(const FloatingAddress& address)
{
  try {
    client_.announce(address);
  } catch (const std::system_error& error) {
    spdlog::warn("{}", error.what());
  }
}

std::optional<Clock::time_point> Announcer::announce(Clock::time_point now)
{
  const std::vector<FloatingAddress> due = schedule_.due(now);
  if (due.empty()) return schedule_.next();
  try {
    // An address that moved to another director since is that one's to announce.
    const AddressSet present = client_.addresses();
    for (const FloatingAddress& address : due)
      if (stands_among(present, address))
        announce(address);
      else
        schedule_.forget(address);
  } catch (const std::system_error& error) {
    spdlog::warn("cannot announce addresses: {}", error.what());
  }
  return schedule_.next();
}

}  // namespace lvsd
