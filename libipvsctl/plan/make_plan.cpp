// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/plan/make_plan.hpp"

#include <algorithm>
#include <ranges>

namespace ipvsctl {
namespace {

template <class Map>
const typename Map::mapped_type* find_in(const Map& map, const typename Map::key_type& key)
{
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

void plan_settings(Plan& plan, const KernelState& desired, const KernelState& observed)
{
  for (const auto& [path, value] : desired.sysctls) {
    const auto* now = find_in(observed.sysctls, path);
    if (now == nullptr || *now != value) plan.push_back(SetSysctl{path, value});
  }
  for (const auto& [kind, timeout] : desired.timeouts) {
    const auto* now = find_in(observed.timeouts, kind);
    if (now == nullptr || *now != timeout) plan.push_back(SetTimeout{kind, timeout});
  }
}

void plan_destinations(Plan& plan, const ServiceKey& key, const Destinations& desired,
                       const Destinations& observed)
{
  for (const auto& [destination, settings] : std::views::reverse(desired)) {
    const auto* now = find_in(observed, destination);
    if (now == nullptr)
      plan.push_back(AddDestination{key, destination, settings});
    else if (*now != settings)
      plan.push_back(EditDestination{key, destination, *now, settings});
  }
  for (const auto& [destination, settings] : observed)
    if (!desired.contains(destination)) plan.push_back(RemoveDestination{key, destination});
}

std::size_t rows_of(const IpvsTable& table)
{
  std::size_t rows = table.size();
  for (const auto& [key, service] : table)
    rows += service.destinations.size();
  return rows;
}

/// Services first and then destinations: a table that is filled from empty is planned in order.
void plan_ipvs(Plan& plan, const IpvsTable& desired, const IpvsTable& observed)
{
  if (observed.empty()) plan.reserve(plan.size() + rows_of(desired));
  for (const auto& [key, service] : desired) {
    const Service* now = find_in(observed, key);
    if (now == nullptr)
      plan.push_back(AddService{key, service.settings});
    else if (now->settings != service.settings)
      plan.push_back(EditService{key, now->settings, service.settings});
  }
  static const Destinations none;
  for (const auto& [key, service] : desired) {
    const Service* now = find_in(observed, key);
    plan_destinations(plan, key, service.destinations, now == nullptr ? none : now->destinations);
  }
  for (const auto& [key, service] : observed)
    if (!desired.contains(key)) plan.push_back(RemoveService{key});
}

void plan_sync_daemons(Plan& plan, const SyncDaemons& desired, const SyncDaemons& observed)
{
  for (const auto& [role, daemon] : observed) {
    const auto* wanted = find_in(desired, role);
    if (wanted == nullptr || *wanted != daemon) plan.push_back(StopSyncDaemon{role});
  }
  for (const auto& [role, daemon] : desired) {
    const auto* now = find_in(observed, role);
    if (now == nullptr || *now != daemon) plan.push_back(StartSyncDaemon{role, daemon});
  }
}

void plan_packet_rules(Plan& plan, const PacketRules& desired, const PacketRules& observed)
{
  if (!desired.built) {
    if (observed.built || observed.altered) plan.push_back(RemovePacketRules{});
    return;
  }
  if (!observed.built) plan.push_back(BuildPacketRules{});
  for (const auto& [match, mark] : observed.marks) {
    const auto* wanted = find_in(desired.marks, match);
    if (wanted == nullptr || *wanted != mark) plan.push_back(RemoveMark{match, mark});
  }
  for (const auto& [match, mark] : desired.marks) {
    const auto* now = find_in(observed.marks, match);
    if (now == nullptr || *now != mark) plan.push_back(SetMark{match, mark});
  }
  for (const Masquerade& masquerade : observed.masquerades)
    if (!desired.masquerades.contains(masquerade)) plan.push_back(RemoveMasquerade{masquerade});
  for (const Masquerade& masquerade : desired.masquerades)
    if (!observed.masquerades.contains(masquerade)) plan.push_back(AddMasquerade{masquerade});
}

template <class Set>
Set without(const Set& all, const Set& taken)
{
  Set rest;
  std::ranges::set_difference(all, taken, std::inserter(rest, rest.end()));
  return rest;
}

void plan_addresses(Plan& plan, const AddressSet& desired, const AddressSet& observed)
{
  AddressSet leaving = without(observed, desired);
  AddressSet coming = without(desired, observed);
  const auto pair_where = [&](auto is_before) {
    std::erase_if(coming, [&](const FloatingAddress& address) {
      const auto before =
          std::ranges::find_if(leaving, [&](const auto& old) { return is_before(old, address); });
      if (before == leaving.end()) return false;
      plan.push_back(ReplaceAddress{*before, address});
      leaving.erase(before);
      return true;
    });
  };
  pair_where(same_place);
  // One that moves to another interface is never away, and stays where the other is not there.
  pair_where([](const auto& old, const auto& address) { return old.address == address.address; });
  for (const FloatingAddress& address : coming)
    plan.push_back(AddAddress{address});
  for (const FloatingAddress& address : leaving)
    plan.push_back(RemoveAddress{address});
}

void plan_routes(Plan& plan, const HostRoutes& desired, const HostRoutes& observed)
{
  for (const HostRoute& route : without(desired, observed))
    plan.push_back(AddRoute{route});
  for (const HostRoute& route : without(observed, desired))
    plan.push_back(RemoveRoute{route});
}

}  // namespace

Plan make_plan(const KernelState& desired, const KernelState& observed)
{
  Plan plan;
  plan_settings(plan, desired, observed);
  plan_ipvs(plan, desired.ipvs, observed.ipvs);
  plan_sync_daemons(plan, desired.sync_daemons, observed.sync_daemons);
  plan_packet_rules(plan, desired.packet_rules, observed.packet_rules);
  plan_addresses(plan, desired.addresses, observed.addresses);
  plan_routes(plan, desired.routes, observed.routes);
  if (!std::ranges::is_sorted(plan, {}, rank_of)) std::ranges::stable_sort(plan, {}, rank_of);
  return plan;
}

}  // namespace ipvsctl
