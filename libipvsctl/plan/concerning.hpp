// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "libipvsctl/model/kernel_state.hpp"

namespace ipvsctl {

/// `observed` without what can be set but not unset and `desired` says nothing of: sysctls,
/// timeouts, and the length and the group of sync messages where they are left to the kernel. A
/// defence of IPVS that is automatic in both is as `desired` has it, in force or not.
KernelState concerning(const KernelState& desired, KernelState observed);

}  // namespace ipvsctl
