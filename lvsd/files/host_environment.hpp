// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "lvsd/config/environment.hpp"

namespace lvsd {

/// The interfaces of this network namespace, what it forwards and which routes that would cost, and
/// the schedulers that this kernel has loaded beyond those of Linux.
Environment host_environment();

}  // namespace lvsd
