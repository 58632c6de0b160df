// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/plan/carried_out.hpp"

namespace ipvsctl {
namespace {

struct Carry {
  KernelState& state;

  Destinations* destinations(const ServiceKey& key) const
  {
    const auto service = state.ipvs.find(key);
    return service == state.ipvs.end() ? nullptr : &service->second.destinations;
  }

  bool operator()(const SetSysctl& step) const
  {
    state.sysctls[step.path] = step.value;
    return true;
  }
  bool operator()(const SetTimeout& step) const
  {
    state.timeouts[step.kind] = step.timeout;
    return true;
  }
  bool operator()(const AddRoute& step) const { return state.routes.insert(step.route).second; }
  bool operator()(const AddService& step) const
  {
    return state.ipvs.try_emplace(step.service, Service{step.settings, {}}).second;
  }
  bool operator()(const EditService& step) const
  {
    const auto service = state.ipvs.find(step.service);
    if (service == state.ipvs.end()) return false;
    service->second.settings = step.to;
    return true;
  }
  bool operator()(const AddDestination& step) const
  {
    Destinations* const all = destinations(step.service);
    return all != nullptr && all->try_emplace(step.destination, step.settings).second;
  }
  bool operator()(const EditDestination& step) const
  {
    Destinations* const all = destinations(step.service);
    if (all == nullptr || !all->contains(step.destination)) return false;
    all->at(step.destination) = step.to;
    return true;
  }
  bool operator()(const StopSyncDaemon& step) const
  {
    return state.sync_daemons.erase(step.role) != 0;
  }
  bool operator()(const StartSyncDaemon& step) const
  {
    return state.sync_daemons.try_emplace(step.role, step.daemon).second;
  }
  bool operator()(const RemoveRoute& step) const { return state.routes.erase(step.route) != 0; }
  bool operator()(const RemoveAddress& step) const
  {
    return state.addresses.erase(step.address) != 0;
  }
  bool operator()(const RemovePacketRules&) const
  {
    state.packet_rules = {};
    return true;
  }
  bool operator()(const BuildPacketRules&) const
  {
    state.packet_rules = {};
    state.packet_rules.built = true;
    return true;
  }
  bool operator()(const RemoveMark& step) const
  {
    return state.packet_rules.marks.erase(step.match) != 0;
  }
  bool operator()(const SetMark& step) const
  {
    return state.packet_rules.built &&
           state.packet_rules.marks.try_emplace(step.match, step.mark).second;
  }
  bool operator()(const RemoveMasquerade& step) const
  {
    return state.packet_rules.masquerades.erase(step.masquerade) != 0;
  }
  bool operator()(const AddMasquerade& step) const
  {
    return state.packet_rules.built &&
           state.packet_rules.masquerades.insert(step.masquerade).second;
  }
  bool operator()(const ReplaceAddress& step) const
  {
    return state.addresses.erase(step.from) != 0 && add(step.to);
  }
  bool operator()(const AddAddress& step) const { return add(step.address); }
  bool add(FloatingAddress address) const
  {
    address.ours = true;
    return state.addresses.insert(std::move(address)).second;
  }
  bool operator()(const RemoveDestination& step) const
  {
    Destinations* const all = destinations(step.service);
    return all != nullptr && all->erase(step.destination) != 0;
  }
  bool operator()(const RemoveService& step) const { return state.ipvs.erase(step.service) != 0; }
};

}  // namespace

bool carry_out(KernelState& state, const Step& step)
{
  return std::visit(Carry{state}, step);
}

KernelState carried_out(KernelState state, const Plan& plan)
{
  for (const Step& step : plan)
    carry_out(state, step);
  return state;
}

}  // namespace ipvsctl
