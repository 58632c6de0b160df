// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/desired/drains.hpp"

#include <algorithm>

namespace lvsd {
namespace {

using namespace ipvsctl;

/// The deadline of a drain that goes on: no later than of one that begins now, and put off to none
/// alone.
Clock::time_point still(Clock::time_point before, Clock::time_point fresh)
{
  return fresh == no_deadline ? fresh : std::min(before, fresh);
}

}  // namespace

const DestinationSettings* find_destination(const IpvsTable& table, const DrainKey& key)
{
  const auto service = table.find(key.service);
  if (service == table.end()) return nullptr;
  const auto destination = service->second.destinations.find(key.server);
  return destination == service->second.destinations.end() ? nullptr : &destination->second;
}

bool is_empty(const IpvsMeasurements& measured, const DrainKey& key)
{
  const auto service = measured.find(key.service);
  if (service == measured.end()) return false;
  const auto server = service->second.destinations.find(key.server);
  return server != service->second.destinations.end() && server->second.active_connections == 0 &&
         server->second.inactive_connections == 0;
}

Drains begun(const Drains& drains, const IpvsTable& wanted, const IpvsTable& present,
             const DrainTime& drain_time, Clock::time_point now)
{
  Drains result;
  for (const auto& [key, service] : present) {
    const auto stays = wanted.find(key);
    for (const auto& [server, settings] : service.destinations) {
      if (stays != wanted.end() && stays->second.destinations.contains(server)) continue;
      const DrainKey drain{key, server};
      const auto time = drain_time(drain);
      const auto deadline = time ? now + *time : no_deadline;
      const auto before = drains.find(drain);
      if (before != drains.end())
        result.emplace(drain, Drain{still(before->second.deadline, deadline),
                                    before->second.finished || deadline <= now});
      else if (deadline > now)
        result.emplace(drain, Drain{deadline, false});
    }
  }
  return result;
}

Drains judged(Drains drains, const IpvsMeasurements& measured, Clock::time_point now)
{
  for (auto& [key, drain] : drains)
    if (now >= drain.deadline || is_empty(measured, key)) drain.finished = true;
  return drains;
}

IpvsTable with_drains(IpvsTable wanted, const IpvsTable& present, const Drains& drains)
{
  for (const auto& [key, drain] : drains) {
    const DestinationSettings* now = find_destination(present, key);
    if (drain.finished || now == nullptr) continue;
    DestinationSettings leaving = *now;
    leaving.weight = 0;
    const auto service =
        wanted.try_emplace(key.service, Service{present.at(key.service).settings, {}}).first;
    service->second.destinations.emplace(key.server, leaving);
  }
  return wanted;
}

}  // namespace lvsd
