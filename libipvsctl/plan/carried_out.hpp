// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "libipvsctl/plan/step.hpp"

namespace ipvsctl {

/// Makes of `state` what it is once the kernel has carried out `step`.
///
/// Returns false, and leaves `state` alone, where the kernel would refuse: a service or a
/// destination that is added twice, or altered or removed while it is not there.
bool carry_out(KernelState& state, const Step& step);

/// `state` once every step of `plan` that is not refused has been carried out.
KernelState carried_out(KernelState state, const Plan& plan);

}  // namespace ipvsctl
