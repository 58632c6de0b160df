// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <utility>

#include "libipvsctl/kernel/kernel.hpp"
#include "libipvsctl/plan/carried_out.hpp"

namespace tests {

/// A kernel in memory. What it refuses, and when it cannot be asked, is up to the test.
class FakeKernel : public ipvsctl::Kernel {
public:
  ipvsctl::KernelState state;
  ipvsctl::IpvsMeasurements measurements;
  std::function<bool(const ipvsctl::Step&)> refuses = [](const auto&) { return false; };
  std::function<void()> before_apply = [] {};
  std::optional<std::errc> unreachable;
  int rules_unsettled = 0;  ///< how many times yet others change packet rules as they are read
  std::set<ipvsctl::IpAddress> neighbours;  ///< hosts on the link of eth1
  std::optional<std::errc> routes_unknown;

  ipvsctl::KernelState observe(const ipvsctl::Scope& scope) override
  {
    if (unreachable) throw std::system_error(std::make_error_code(*unreachable), "cannot ask");
    if (scope.packet_rules && rules_unsettled > 0) {
      --rules_unsettled;
      throw std::system_error(std::make_error_code(std::errc::interrupted), "others keep changing");
    }
    ipvsctl::KernelState seen = state;
    if (!scope.ipvs) seen.ipvs.clear();
    if (!scope.packet_rules) seen.packet_rules = {};
    if (!scope.addresses) seen.addresses.clear();
    if (!scope.routes) seen.routes.clear();
    return seen;
  }

  ipvsctl::HostRoutes routes_of_neighbours(const std::set<ipvsctl::IpAddress>& hosts) override
  {
    if (routes_unknown) throw std::system_error(std::make_error_code(*routes_unknown), "no answer");
    ipvsctl::HostRoutes routes;
    for (const ipvsctl::IpAddress& host : hosts)
      if (neighbours.contains(host)) routes.insert({host, "eth1"});
    return routes;
  }

  ipvsctl::IpvsMeasurements measure() override { return measurements; }

  ipvsctl::ApplyReport apply(const ipvsctl::Plan& plan, const ipvsctl::Progress& progress) override
  {
    before_apply();
    ipvsctl::ApplyReport report;
    for (const ipvsctl::Step& step : plan) {
      if (!refuses(step) && ipvsctl::carry_out(state, step))
        ++report.carried_out;
      else
        report.failures.push_back(
            {step, std::make_error_code(std::errc::invalid_argument), "refused by the test"});
      if (progress) progress(report.carried_out + report.failures.size());
    }
    return report;
  }
};

}  // namespace tests
