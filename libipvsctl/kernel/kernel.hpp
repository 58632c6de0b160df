// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <set>

#include "libipvsctl/model/kernel_state.hpp"
#include "libipvsctl/model/measurements.hpp"
#include "libipvsctl/model/scope.hpp"
#include "libipvsctl/plan/report.hpp"
#include "libipvsctl/plan/step.hpp"

namespace ipvsctl {

/// Called while a long plan is carried out, with how many steps are done.
using Progress = std::function<void(std::size_t done)>;

/// The one door to the kernel.
class Kernel {
public:
  virtual ~Kernel() = default;

  /// Reads what is there; an empty table is a value, not an error.
  ///
  /// Throws std::system_error where the kernel cannot be asked.
  virtual KernelState observe(const Scope& scope) = 0;

  /// Reads connections, totals and rates of all services.
  ///
  /// Throws std::system_error where the kernel cannot be asked.
  virtual IpvsMeasurements measure() = 0;

  /// What observe() and measure() read, where it can be had for one reading.
  ///
  /// Throws std::system_error where the kernel cannot be asked.
  virtual KernelState observe_and_measure(const Scope& scope, IpvsMeasurements& measurements)
  {
    measurements = measure();
    return observe(scope);
  }

  /// The routes that those of `hosts` which are neighbours could have of their own.
  ///
  /// Throws std::system_error where the kernel cannot be asked.
  virtual HostRoutes routes_of_neighbours(const std::set<IpAddress>& hosts) = 0;

  /// Carries out the steps in their order.
  ///
  /// Throws std::system_error only where the kernel cannot be talked to any more (a socket that is
  /// gone); what it refuses is in the report.
  virtual ApplyReport apply(const Plan& plan, const Progress& progress) = 0;
};

}  // namespace ipvsctl
