// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <set>

#include "libipvsctl/model/kernel_state.hpp"
#include "libipvsctl/plan/step.hpp"
#include "lvsd/desired/drains.hpp"

namespace lvsd {

/// Servers that may have connections by direct routing and by another way at once: one that moves
/// from the one to the other keeps the connections of before as they are.
using Mixed = std::set<DrainKey>;

/// Those that are mixed still: that are there and are to stay, and were not seen without any
/// connection.
Mixed still_mixed(Mixed before, const ipvsctl::IpvsTable& desired,
                  const ipvsctl::IpvsTable& present, const ipvsctl::IpvsMeasurements& measured);

/// Those that become mixed as `plan` is carried out.
Mixed mixed_by(const ipvsctl::Plan& plan);

/// The hosts of `mixed`.
std::set<ipvsctl::IpAddress> hosts_of(const Mixed& mixed);

/// Those of `routes` that lead to `hosts`.
ipvsctl::HostRoutes routes_to(const std::set<ipvsctl::IpAddress>& hosts,
                              ipvsctl::HostRoutes routes);

}  // namespace lvsd
