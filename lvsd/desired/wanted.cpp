// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/desired/wanted.hpp"

#include <algorithm>
#include <set>

namespace lvsd {
namespace {

using namespace ipvsctl;

std::set<Family> families_of(const ServiceConfig& service)
{
  std::set<Family> families(service.mark_families.begin(), service.mark_families.end());
  for (const MarkMatch& match : service.matches)
    families.insert(match.address.family);
  return families;
}

ServiceSettings settings_for(const ServiceConfig& service, Family family)
{
  ServiceSettings settings = service.settings;
  settings.persistence_netmask =
      prefix_netmask(family, family == Family::ipv4 ? service.ipv4_persistence_prefix
                                                    : service.ipv6_persistence_prefix);
  return settings;
}

/// A tunnel may lead to a server of another family; NAT and direct routing may not.
bool serves(const Server& server, Family family)
{
  return server.key.address.family == family ||
         server.settings.forwarding == ForwardingMethod::tunnel;
}

Destinations destinations_for(const ServiceConfig& service, Family family,
                              const Overrides& overrides)
{
  Destinations destinations;
  for (const Server& server : service.servers) {
    if (!serves(server, family)) continue;
    DestinationSettings settings = server.settings;
    const auto said =
        overrides.empty() ? overrides.end() : overrides.find({service.name, server.key});
    if (said != overrides.end()) {
      if (said->second.drain) continue;
      settings.weight = said->second.weight.value_or(settings.weight);
    }
    // Files mostly have servers in order.
    destinations.try_emplace(destinations.end(), server.key, settings);
  }
  return destinations;
}

void add_service(KernelState& state, const ServiceConfig& service, const Overrides& overrides,
                 const Marks& marks)
{
  for (const ServiceKey& key : keys_of(service, marks)) {
    const Family family = family_of(key);
    state.ipvs[key] = {settings_for(service, family), destinations_for(service, family, overrides)};
  }
  const auto mark = marks.find(service.name);
  if (mark == marks.end()) return;
  for (const MarkMatch& match : service.matches)
    state.packet_rules.marks[match] = mark->second;
}

void add_forwarding(Sysctls& sysctls, bool forwarding)
{
  const std::string value = forwarding ? "1" : "0";
  sysctls["net/ipv4/ip_forward"] = value;
  sysctls["net/ipv6/conf/all/forwarding"] = value;
}

}  // namespace

std::vector<ServiceKey> keys_of(const ServiceConfig& service, const Marks& marks)
{
  if (is_plain(service)) {
    const MarkMatch& match = service.matches.front();
    return {VirtualAddress{match.protocol, match.address, match.ports.first}};
  }
  std::vector<ServiceKey> keys;
  const auto mark = marks.find(service.name);
  if (mark == marks.end()) return keys;
  for (const Family family : families_of(service))
    keys.emplace_back(FirewallMark{family, mark->second});
  return keys;
}

std::vector<IpAddress> addresses_of(const ServiceConfig& service)
{
  std::set<IpAddress> addresses;
  for (const MarkMatch& match : service.matches)
    addresses.insert(match.address);
  return {addresses.begin(), addresses.end()};
}

Sysctls wanted_sysctls(const Config& config)
{
  Sysctls sysctls = config.director.ipvs;
  if (config.director.forwarding) add_forwarding(sysctls, *config.director.forwarding);
  return sysctls;
}

KernelState wanted_state(const Config& config, const Overrides& overrides, const Marks& marks)
{
  KernelState state;
  state.sysctls = wanted_sysctls(config);
  state.timeouts = config.director.timeouts;
  state.sync_daemons = config.director.sync.value_or(SyncDaemons{});
  for (const ServiceConfig& service : config.services)
    add_service(state, service, overrides, marks);
  for (const Vip& vip : config.vips)
    state.addresses.insert(vip.address);
  state.packet_rules.masquerades = {config.masquerades.begin(), config.masquerades.end()};
  state.packet_rules.built =
      !state.packet_rules.marks.empty() || !state.packet_rules.masquerades.empty();
  return state;
}

}  // namespace lvsd
