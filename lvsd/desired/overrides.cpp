// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/desired/overrides.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace lvsd {
namespace {

using ipvsctl::DestinationKey;

/// The servers of the service that have the address.
std::vector<DestinationKey> servers_at(const ServiceConfig& service,
                                       const ipvsctl::IpAddress& address)
{
  std::vector<DestinationKey> servers;
  for (const Server& server : service.servers)
    if (server.key.address == address) servers.push_back(server.key);
  return servers;
}

struct Followed {
  ServerId id;
  bool alone;
};

/// Only from one config to the next: a server that comes back to an address later is another one.
Followed followed(const Config& config, const ServerId& id, bool was_alone)
{
  const auto service = std::ranges::find(config.services, id.service, &ServiceConfig::name);
  if (service == config.services.end()) return {id, false};
  const auto there = servers_at(*service, id.server.address);
  const bool alone = there.size() == 1;
  if (std::ranges::count(there, id.server) != 0) return {id, alone};
  if (!was_alone || !alone) return {id, false};
  return {{id.service, there.front()}, true};
}

}  // namespace

bool says_nothing(const Override& said)
{
  return !said.weight && !said.drain;
}

Overrides following(const Config& config, Overrides overrides)
{
  Overrides all;
  for (auto& [id, said] : overrides) {
    const auto [now, alone] = followed(config, id, said.alone);
    // What was said of a server by its present name counts.
    const bool stays = now == id || overrides.contains(now);
    said.alone = alone && (now == id || !stays);
    all.try_emplace(stays ? id : now, said);
  }
  return all;
}

}  // namespace lvsd
