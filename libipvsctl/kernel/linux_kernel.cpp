// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/kernel/linux_kernel.hpp"

#include <algorithm>

#include "libipvsctl/kernel/ipvs_door.hpp"

namespace ipvsctl {

LinuxKernel::LinuxKernel()
{
  ipvs_.info();  // what wants a permission is refused here and now
}

KernelState LinuxKernel::look(const Scope& scope, IpvsMeasurements* measurements)
{
  KernelState state;
  if (scope.ipvs) observe_ipvs(ipvs_, state, measurements);
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

ApplyReport LinuxKernel::apply(const Plan& plan, const Progress& progress)
{
  ApplyReport report;
  std::span<const Step> rest = plan;
  while (!rest.empty()) {
    if (is_ipvs_step(rest.front())) {
      const auto end = std::ranges::find_if_not(rest, is_ipvs_step);
      const auto count = static_cast<std::size_t>(end - rest.begin());
      apply_ipvs(ipvs_, rest.first(count), report, progress);
      rest = rest.subspan(count);
    } else {
      report.failures.push_back({rest.front(),
                                 std::make_error_code(std::errc::function_not_supported),
                                 "only IPVS is wired to the kernel so far"});
      rest = rest.subspan(1);
    }
  }
  return report;
}

}  // namespace ipvsctl
