// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/desired/names.hpp"

#include <algorithm>
#include <string_view>

#include "lvsd/config/suggest.hpp"
#include "lvsd/desired/wanted.hpp"

namespace lvsd {
namespace {

using namespace ipvsctl;

std::string_view without_brackets(std::string_view text)
{
  const bool bracketed = text.size() > 2 && text.front() == '[' && text.back() == ']';
  return bracketed ? text.substr(1, text.size() - 2) : text;
}

/// Another port that the config has the address of `server` with.
std::string at_another_port(const Config& config, const std::string& server,
                            const std::string& service)
{
  const auto key = parse_destination_key(server);
  if (!key) return "";
  const auto others = find_servers(config, to_string(key->address), service);
  return others.empty() ? "" : "; did you mean \"" + to_string(others.front().server) + "\"?";
}

std::string in_another_service(const Config& config, const std::string& server,
                               const std::string& service)
{
  const auto others = service.empty() ? std::vector<ServerId>() : find_servers(config, server, "");
  return others.empty() ? "" : "; service `" + others.front().service + "` has it";
}

}  // namespace

bool is_meant(const std::string& text, const std::string& name, const DestinationKey& server)
{
  if (text.empty()) return false;
  if (text == name) return true;
  if (const auto key = parse_destination_key(text)) return *key == server;
  return parse_ip_address(without_brackets(text)) == server.address;
}

ServiceNames names_of(const Config& config, const Marks& marks)
{
  ServiceNames names;
  for (const ServiceConfig& service : config.services)
    for (const ServiceKey& key : keys_of(service, marks))
      names[key] = service.name;
  return names;
}

std::string described(const Step& step, const ServiceNames& names)
{
  std::string line = std::string(1, sign_of(step)) + " " + object_of(step);
  const ServiceKey* const key = service_of(step);
  const auto name = key == nullptr ? names.end() : names.find(*key);
  if (name != names.end()) line += " (service `" + name->second + "`)";
  const std::string change = change_of(step);
  return change.empty() ? line : line + ": " + change;
}

std::string why_no_server(const Config& config, const std::string& server,
                          const std::string& service)
{
  std::vector<std::string> services, servers;
  for (const ServiceConfig& one : config.services) {
    services.push_back(one.name);
    if (!service.empty() && one.name != service) continue;
    for (const Server& candidate : one.servers)
      if (!candidate.name.empty()) servers.push_back(candidate.name);
  }
  if (!service.empty() && std::ranges::find(services, service) == services.end())
    return "the config has no service `" + service + "`" + did_you_mean(service, services);
  const std::string where = service.empty() ? "" : " in service `" + service + "`";
  std::string hint = at_another_port(config, server, service);
  if (hint.empty()) hint = in_another_service(config, server, service);
  if (hint.empty()) hint = did_you_mean(server, servers);
  return "the config has no server `" + server + "`" + where + hint;
}

std::vector<ServerId> find_servers(const Config& config, const std::string& server,
                                   const std::string& service)
{
  std::vector<ServerId> found;
  if (server.empty()) return found;
  for (const ServiceConfig& one : config.services) {
    if (!service.empty() && one.name != service) continue;
    for (const Server& candidate : one.servers)
      if (is_meant(server, candidate.name, candidate.key))
        found.push_back({one.name, candidate.key});
  }
  return found;
}

}  // namespace lvsd
