// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "libipvsctl/model/kernel_state.hpp"
#include "libipvsctl/plan/step.hpp"

namespace ipvsadm {

/// Of the table of `desired` what `plan` makes or alters: what a kernel might refuse of it. Carried
/// out on an empty table it shows whether it would.
ipvsctl::IpvsTable rehearsal_of(const ipvsctl::Plan& plan, const ipvsctl::KernelState& desired);

/// `plan` without the steps that take servers and services away, and those steps.
std::pair<ipvsctl::Plan, ipvsctl::Plan> grown_and_shrunk(const ipvsctl::Plan& plan);

}  // namespace ipvsadm
