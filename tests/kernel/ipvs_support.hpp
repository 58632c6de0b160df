// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "libipvsctl/kernel/kernel.hpp"
#include "tests/support/random_state.hpp"

namespace tests {

inline const ipvsctl::Scope ipvs_alone{
    .ipvs = true, .packet_rules = false, .addresses = false, .routes = false, .sysctls = {}};

/// The key that `text` names: "tcp 192.0.2.10:80", "10.0.0.1:80".
ipvsctl::ServiceKey service(const std::string& text);
ipvsctl::DestinationKey server(const std::string& text);

/// Default settings of a service by `key`, with another scheduler.
ipvsctl::ServiceSettings with_scheduler(const ipvsctl::ServiceKey& key,
                                        const std::string& scheduler);

/// Makes the kernel `desired`, as far as `desired` says anything of it.
ipvsctl::ApplyReport bring_to(ipvsctl::Kernel& kernel, const ipvsctl::KernelState& desired);

/// What the kernel has, as far as `desired` says anything of it.
ipvsctl::KernelState look(ipvsctl::Kernel& kernel, const ipvsctl::KernelState& desired);

/// Checks that the kernel takes `desired` without a refusal and that it reads back equal.
void check_taken(ipvsctl::Kernel& kernel, const ipvsctl::KernelState& desired);

/// Services as a kernel takes them, with schedulers out of `schedulers`: what random_state() has,
/// less what IPVS refuses.
ipvsctl::IpvsTable random_services(Random& random, const std::vector<std::string>& schedulers);

/// The schedulers that this kernel has, of all that there are.
const std::vector<std::string>& schedulers_here();

}  // namespace tests
