// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "libipvsctl/model/kernel_state.hpp"
#include "lvsd/config/config.hpp"
#include "lvsd/desired/allot_marks.hpp"
#include "lvsd/desired/overrides.hpp"

namespace lvsd {

/// The kernel's services that a service of the config becomes: one, or one a family.
std::vector<ipvsctl::ServiceKey> keys_of(const ServiceConfig& service, const Marks& marks);

/// The addresses that clients of `service` connect to.
std::vector<ipvsctl::IpAddress> addresses_of(const ServiceConfig& service);

/// The kernel's parameters as the config wants them.
ipvsctl::Sysctls wanted_sysctls(const Config& config);

/// What the config and the operator want of the kernel, with no regard to what is there. Servers
/// that are to be drained are not in it.
ipvsctl::KernelState wanted_state(const Config& config, const Overrides& overrides,
                                  const Marks& marks);

}  // namespace lvsd
