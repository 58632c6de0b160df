// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "libipvsctl/plan/step.hpp"

namespace ipvsctl {

/// The part of the kernel that carries out a step.
enum class Door { sysctl, ipvs, packet_rules, address, route };

/// The part that carries out `step`; every kind of step has one.
Door door_of(const Step& step);

}  // namespace ipvsctl
