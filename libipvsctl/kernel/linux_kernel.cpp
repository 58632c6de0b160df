// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/kernel/linux_kernel.hpp"

#include <linux/netlink.h>

#include <algorithm>

#include "libipvsctl/kernel/ipvs_door.hpp"
#include "libipvsctl/netlink/socket.hpp"
#include "libipvsctl/nft/client.hpp"

namespace ipvsctl {

LinuxKernel::LinuxKernel()
{
  ipvs_.info();  // what wants a permission is refused here and now
}

KernelState LinuxKernel::look(const Scope& scope, IpvsMeasurements* measurements)
{
  KernelState state;
  if (scope.ipvs) observe_ipvs(ipvs_, state, measurements);
  if (scope.packet_rules) state.packet_rules = nft::read_packet_rules(nftables());
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
  observe_and_measure({.ipvs = true, .packet_rules = false, .addresses = false, .sysctls = {}},
                      measurements);
  return measurements;
}

netlink::Conversation& LinuxKernel::nftables()
{
  if (!nftables_) nftables_.emplace(std::make_unique<netlink::Socket>(NETLINK_NETFILTER));
  return *nftables_;
}

void LinuxKernel::apply_packet_rules(std::span<const Step> steps, ApplyReport& report)
{
  const auto refusals = nft::change_packet_rules(nftables(), steps);
  report.carried_out += steps.size() - refusals.size();
  for (const nft::Refusal& refusal : refusals)
    report.failures.push_back({steps[refusal.step], refusal.code, refusal.reason});
}

void LinuxKernel::apply_at(Door door, std::span<const Step> steps, ApplyReport& report,
                           const Progress& progress)
{
  switch (door) {
    case Door::ipvs:
      return apply_ipvs(ipvs_, steps, report, progress);
    case Door::packet_rules:
      return apply_packet_rules(steps, report);
    case Door::sysctl:
    case Door::address:
      for (const Step& step : steps)
        report.failures.push_back({step, std::make_error_code(std::errc::function_not_supported),
                                   "not wired to the kernel so far"});
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
