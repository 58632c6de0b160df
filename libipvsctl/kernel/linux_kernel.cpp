// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/kernel/linux_kernel.hpp"

#include <linux/netlink.h>

#include <algorithm>

#include "libipvsctl/kernel/clients_wait.hpp"
#include "libipvsctl/kernel/ipvs_door.hpp"
#include "libipvsctl/kernel/reason.hpp"
#include "libipvsctl/netlink/open_transport.hpp"
#include "libipvsctl/nft/client.hpp"
#include "libipvsctl/nft/dialect.hpp"
#include "libipvsctl/sysctl/parameters.hpp"

namespace ipvsctl {
namespace {

/// Carries out a step of Door::address. Throws what the kernel refuses.
void change_address(address::Client& client, const Step& step)
{
  if (const auto* removal = std::get_if<RemoveAddress>(&step))
    return client.remove(removal->address);
  if (const auto* exchange = std::get_if<ReplaceAddress>(&step))
    return client.replace(exchange->from, exchange->to);
  const FloatingAddress& address = std::get<AddAddress>(step).address;
  client.add(address);
  try {
    client.announce(address);
  } catch (const std::system_error&) {
    // It is there, which is what the step says; AnnouncementSchedule has the repeats.
  }
}

/// Carries out a step of Door::route. Throws what the kernel refuses.
void change_route(address::Client& client, const Step& step)
{
  if (const auto* addition = std::get_if<AddRoute>(&step))
    client.add(addition->route);
  else
    client.remove(std::get<RemoveRoute>(step).route);
}

}  // namespace

LinuxKernel::LinuxKernel()
{
  try {
    ipvs_.info();  // what wants a permission is refused here and now
  } catch (const std::system_error& error) {
    if (error.code() != std::errc::operation_not_permitted) throw;
    throw std::system_error(error.code(), "IPVS wants CAP_NET_ADMIN in the initial user namespace");
  }
}

KernelState LinuxKernel::look_at_ipvs(IpvsMeasurements* measurements)
{
  KernelState state;
  observe_ipvs(ipvs_, state, measurements);
  return state;
}

/// The same, and where the module was loaded anew meanwhile.
KernelState LinuxKernel::find_and_look_at_ipvs(IpvsMeasurements* measurements)
{
  try {
    return look_at_ipvs(measurements);
  } catch (const std::system_error& error) {
    if (error.code() != std::errc::no_such_file_or_directory || !ipvs_.find_again()) throw;
  }
  if (measurements != nullptr) measurements->clear();
  return look_at_ipvs(measurements);
}

KernelState LinuxKernel::look(const Scope& scope, IpvsMeasurements* measurements)
{
  KernelState state;
  if (scope.ipvs) state = find_and_look_at_ipvs(measurements);
  if (scope.packet_rules) state.packet_rules = nft::read_packet_rules(nftables());
  if (scope.addresses) state.addresses = addresses().addresses();
  if (scope.routes) state.routes = addresses().routes();
  state.sysctls = sysctl::read_those(scope.sysctls);
  return state;
}

KernelState LinuxKernel::observe(const Scope& scope)
{
  return look(scope, nullptr);
}

KernelState LinuxKernel::observe_and_measure(const Scope& scope, IpvsMeasurements& measurements)
{
  measurements.clear();
  return look(scope, &measurements);
}

IpvsMeasurements LinuxKernel::measure()
{
  IpvsMeasurements measurements;
  observe_and_measure(
      {.ipvs = true, .packet_rules = false, .addresses = false, .routes = false, .sysctls = {}},
      measurements);
  return measurements;
}

HostRoutes LinuxKernel::routes_of_neighbours(const std::set<IpAddress>& hosts)
{
  HostRoutes routes;
  for (const IpAddress& host : hosts)
    if (const auto route = addresses().route_of_neighbour(host)) routes.insert(*route);
  return routes;
}

netlink::Conversation& LinuxKernel::nftables()
{
  if (!nftables_) nftables_.emplace(netlink::open_transport(NETLINK_NETFILTER, nft::spoken));
  return *nftables_;
}

address::Client& LinuxKernel::addresses()
{
  if (!addresses_) addresses_.emplace();
  return *addresses_;
}

void LinuxKernel::apply_packet_rules(std::span<const Step> steps, ApplyReport& report)
{
  try {
    const auto refusals = nft::change_packet_rules(nftables(), steps);
    report.carried_out += steps.size() - refusals.size();
    for (const nft::Refusal& refusal : refusals)
      report.failures.push_back({steps[refusal.step], refusal.code, refusal.reason});
  } catch (const std::system_error& error) {
    // A kernel without nftables is no reason to leave the other steps.
    for (const Step& step : steps)
      report.failures.push_back({step, error.code(), reason_of(error)});
  }
}

void LinuxKernel::apply_one(const Step& step, ApplyReport& report)
{
  try {
    if (const auto* set = std::get_if<SetSysctl>(&step))
      sysctl::write(set->path, set->value);
    else if (door_of(step) == Door::route)
      change_route(addresses(), step);
    else
      change_address(addresses(), step);
    ++report.carried_out;
  } catch (const std::system_error& error) {
    report.failures.push_back({step, error.code(), reason_of(error)});
  }
}

void LinuxKernel::apply_at(Door door, std::span<const Step> steps, ApplyReport& report,
                           const Progress& progress)
{
  switch (door) {
    case Door::ipvs:
      return apply_ipvs(ipvs_, steps, ClientsWait(), report, progress);
    case Door::packet_rules:
      return apply_packet_rules(steps, report);
    case Door::sysctl:
    case Door::address:
    case Door::route:
      for (const Step& step : steps) {
        apply_one(step, report);
        if (progress) progress(report.carried_out + report.failures.size());
      }
  }
}

ApplyReport LinuxKernel::apply(const Plan& plan, const Progress& progress)
{
  ApplyReport report;
  for (std::span<const Step> rest = plan; !rest.empty();) {
    const Door door = door_of(rest.front());
    const auto end =
        std::ranges::find_if_not(rest, [&](const Step& step) { return door_of(step) == door; });
    const auto count = static_cast<std::size_t>(end - rest.begin());
    apply_at(door, rest.first(count), report, progress);
    if (progress) progress(report.carried_out + report.failures.size());
    rest = rest.subspan(count);
  }
  return report;
}

}  // namespace ipvsctl
