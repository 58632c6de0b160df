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

ServerId followed(const Config& config, const ServerId& id)
{
  const auto service = std::ranges::find(config.services, id.service, &ServiceConfig::name);
  if (service == config.services.end()) return id;
  const auto there = servers_at(*service, id.server.address);
  if (there.size() != 1) return id;
  return {id.service, there.front()};
}

}  // namespace

Overrides following(const Config& config, Overrides overrides)
{
  Overrides all;
  for (auto& [id, said] : overrides) {
    const ServerId now = followed(config, id);
    // What was said of a server by its present name counts.
    all.try_emplace(now == id || !overrides.contains(now) ? now : id, said);
  }
  return all;
}

}  // namespace lvsd
