// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/kernel/ipvs_door.hpp"

namespace ipvsctl {

void observe_ipvs(ipvs::Client& client, KernelState& state, IpvsMeasurements* measurements)
{
  const auto detail =
      measurements == nullptr ? ipvs::Detail::settings : ipvs::Detail::settings_and_measurements;
  client.each_service(detail, [&](ipvs::ListedService&& listed) {
    state.ipvs.try_emplace(listed.key, Service{std::move(listed.settings), {}});
    if (measurements != nullptr) (*measurements)[listed.key].counters = listed.counters;
  });
  std::vector<const ServiceKey*> keys;
  std::vector<Destinations*> destinations;
  for (auto& [key, service] : state.ipvs) {
    keys.push_back(&key);
    destinations.push_back(&service.destinations);
  }
  client.each_destination(keys, detail, [&](std::size_t i, ipvs::ListedDestination&& listed) {
    // A service that was filled in one go is listed in order: the next one belongs at the end.
    destinations[i]->try_emplace(destinations[i]->end(), listed.key, listed.settings);
    if (measurements == nullptr) return;
    auto& measured = (*measurements)[*keys[i]].destinations;
    measured.try_emplace(measured.end(), listed.key, listed.measurements);
  });
  state.timeouts = client.timeouts();
  state.sync_daemons = client.sync_daemons();
}

}  // namespace ipvsctl
