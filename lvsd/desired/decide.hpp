// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <set>
#include <vector>

#include "libipvsctl/model/scope.hpp"
#include "libipvsctl/plan/step.hpp"
#include "lvsd/config/config.hpp"
#include "lvsd/desired/overrides.hpp"
#include "lvsd/desired/record.hpp"

namespace lvsd {

/// All that a decision rests on.
struct Situation {
  const Config& config;
  const Overrides& overrides;
  const Record& record;
  const ipvsctl::Scope& scope;  ///< what of the kernel was observed
  ipvsctl::KernelState observed;
  const ipvsctl::IpvsMeasurements& measured;  ///< at least of the services that servers are leaving
  Clock::time_point now;
};

/// What is to be done, and what is to be remembered of it before it is done.
struct Decision {
  ipvsctl::KernelState desired;
  ipvsctl::KernelState present;  ///< what of the observed state is ours
  ipvsctl::Plan plan;
  Record record;
  std::vector<ipvsctl::ServiceKey> foreign;  ///< services that are neither wanted nor ours
  ipvsctl::AddressSet foreign_addresses;     ///< what others made that does for a VIP, and stays
  /// Servers that want routes of their own, where they are neighbours, and have none.
  std::set<ipvsctl::IpAddress> unrouted;
};

/// Decides on the parts of the kernel that were observed; the others are as if they did not exist.
Decision decide(Situation situation);

/// `decision` with `routes` in place of those that were desired.
Decision with_routes(Decision decision, ipvsctl::HostRoutes routes);

/// What it takes to leave nothing of ours behind: no draining, and sysctls and timeouts stay as
/// they are.
Decision decide_release(Situation situation);

}  // namespace lvsd
