// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <span>

#include "libipvsctl/ipvs/client.hpp"
#include "libipvsctl/kernel/kernel.hpp"

namespace ipvsctl {

/// Reads services, destinations, timeouts and sync daemons into `state`; and, where `measurements`
/// is not null, what goes on at them into that.
void observe_ipvs(ipvs::Client& client, KernelState& state, IpvsMeasurements* measurements);

/// Carries out `steps`, all of which must be Door::ipvs's, and adds what came of them to `report`.
/// `progress`, where there is one, is called with the steps done in the whole report.
void apply_ipvs(ipvs::Client& client, std::span<const Step> steps, ApplyReport& report,
                const Progress& progress);

}  // namespace ipvsctl
