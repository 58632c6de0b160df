// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "libipvsctl/plan/step.hpp"

namespace ipvsctl {

/// The steps that turn `observed` into `desired`; none where the two are equal.
///
/// Growing: routes, services, their destinations, firewall marks, addresses. Shrinking: routes,
/// addresses, marks, weights that become 0, destinations, services. Within a service, destinations
/// are added or edited before any is removed, and added from the last to the first: the kernel puts
/// each at the head of its list, so the list of a service that was filled in one go ends up sorted,
/// which mh and sh need to spread alike on two directors.
///
/// `observed` must hold no sysctl, timeout or sync message length that `desired` does not ask for:
/// see concerning().
Plan make_plan(const KernelState& desired, const KernelState& observed);

}  // namespace ipvsctl
