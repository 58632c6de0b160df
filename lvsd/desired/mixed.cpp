// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/desired/mixed.hpp"

namespace lvsd {
namespace {

using namespace ipvsctl;

bool is_direct(const DestinationSettings& settings)
{
  return settings.forwarding == ForwardingMethod::direct;
}

}  // namespace

Mixed still_mixed(Mixed before, const IpvsTable& desired, const IpvsTable& present,
                  const IpvsMeasurements& measured)
{
  std::erase_if(before, [&](const DrainKey& key) {
    return find_destination(desired, key) == nullptr || find_destination(present, key) == nullptr ||
           is_empty(measured, key);
  });
  return before;
}

Mixed mixed_by(const Plan& plan)
{
  Mixed mixed;
  for (const Step& step : plan) {
    const auto* const edit = std::get_if<EditDestination>(&step);
    if (edit != nullptr && is_direct(edit->from) != is_direct(edit->to))
      mixed.insert({edit->service, edit->destination});
  }
  return mixed;
}

std::set<IpAddress> hosts_of(const Mixed& mixed)
{
  std::set<IpAddress> hosts;
  for (const DrainKey& key : mixed)
    hosts.insert(key.server.address);
  return hosts;
}

HostRoutes routes_to(const std::set<IpAddress>& hosts, HostRoutes routes)
{
  std::erase_if(routes, [&](const HostRoute& route) { return !hosts.contains(route.host); });
  return routes;
}

}  // namespace lvsd
