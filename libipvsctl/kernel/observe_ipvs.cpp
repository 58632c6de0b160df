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
  for (auto& [key, service] : state.ipvs) {
    ServiceMeasurements* const measured = measurements == nullptr ? nullptr : &(*measurements)[key];
    client.each_destination(key, detail, [&](ipvs::ListedDestination&& listed) {
      // A service that was filled in one go is listed in order: the next one belongs at the end.
      service.destinations.try_emplace(service.destinations.end(), listed.key, listed.settings);
      if (measured != nullptr)
        measured->destinations.try_emplace(measured->destinations.end(), listed.key,
                                           listed.measurements);
    });
  }
  state.timeouts = client.timeouts();
  state.sync_daemons = client.sync_daemons();
}

}  // namespace ipvsctl
