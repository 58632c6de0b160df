// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/daemon/announcer.hpp"

#include <spdlog/spdlog.h>

namespace lvsd {

using namespace ipvsctl;

void Announcer::start(const FloatingAddress& address, Clock::time_point now)
{
  schedule_.start(address, now);
}

std::optional<Clock::time_point> Announcer::announce(Clock::time_point now)
{
  for (const FloatingAddress& address : schedule_.due(now)) {
    try {
      client_.announce(address);
    } catch (const std::system_error& error) {
      spdlog::warn("{}", error.what());
      schedule_.forget(address);
    }
  }
  return schedule_.next();
}

}  // namespace lvsd
