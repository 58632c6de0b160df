// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/control/names_json.hpp"

#include <nlohmann/json.hpp>
#include <set>
#include <string>

namespace lvsd {

nlohmann::json names_json(const Config& config)
{
  std::set<std::string> services, servers;
  for (const ServiceConfig& service : config.services) {
    services.insert(service.name);
    for (const Server& server : service.servers)
      servers.insert(server.name.empty() ? to_string(server.key) : server.name);
  }
  return {{"services", services}, {"servers", servers}};
}

}  // namespace lvsd
