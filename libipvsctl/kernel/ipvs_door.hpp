// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <span>

#include "libipvsctl/ipvs/client.hpp"
#include "libipvsctl/kernel/kernel.hpp"

namespace ipvsctl {

/// Reads services, destinations, timeouts and sync daemons into `state`; and, where `measurements`
/// is not null, what goes on at them into that.
void observe_ipvs(ipvs::Client& client, KernelState& state, IpvsMeasurements* measurements);

/// Calls `change`, once; whoever begins a connection to `service` meanwhile waits until it returns.
using WhileClientsWait =
    std::function<void(const ServiceKey& service, const std::function<void()>& change)>;

/// Carries out `steps`, all of which must be Door::ipvs's, and adds what came of them to `report`.
/// `progress`, where there is one, is called with the steps done in the whole report.
///
/// Throws std::system_error where the kernel cannot be talked to any more.
void apply_ipvs(ipvs::Client& client, std::span<const Step> steps,
                const WhileClientsWait& while_clients_wait, ApplyReport& report,
                const Progress& progress);

}  // namespace ipvsctl
