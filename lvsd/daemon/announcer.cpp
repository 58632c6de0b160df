// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/daemon/announcer.hpp"

#include <spdlog/spdlog.h>

namespace lvsd {

using namespace ipvsctl;

Announcer::Announcer() : running_(running_interfaces()) {}

void Announcer::start(const FloatingAddress& address, Clock::time_point now)
{
  schedule_.start(address, now);
}

void Announcer::links_changed(const AddressSet& ours, Clock::time_point now)
{
  const std::set<std::string> running = running_interfaces();
  for (const FloatingAddress& address : ours)
    if (running.contains(address.interface) && !running_.contains(address.interface))
      schedule_.start(address, now);
  running_ = running;
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

std::set<std::string> Announcer::running_interfaces()
{
  std::set<std::string> names;
  for (const address::Interface& interface : client_.interfaces())
    if (interface.running) names.insert(interface.name);
  return names;
}

}  // namespace lvsd
