// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/known_names.hpp"

#include <nlohmann/json.hpp>

namespace lvsctl {

using nlohmann::json;

std::set<std::string> known_names(const json& status, NameKind kind)
{
  std::set<std::string> names;
  for (const json& service : status.at("services")) {
    if (kind == NameKind::services)
      names.insert(service.at("name").get<std::string>());
    else
      for (const json& server : service.at("servers"))
        names.insert(server.at(server.at("name") == "" ? "address" : "name").get<std::string>());
  }
  return names;
}

std::set<std::string> known_names(const lvsd::Config& config, NameKind kind)
{
  std::set<std::string> names;
  for (const lvsd::ServiceConfig& service : config.services) {
    if (kind == NameKind::services)
      names.insert(service.name);
    else
      for (const lvsd::Server& server : service.servers)
        names.insert(server.name.empty() ? to_string(server.key) : server.name);
  }
  return names;
}

}  // namespace lvsctl
