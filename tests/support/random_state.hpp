// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <random>

#include "libipvsctl/model/kernel_state.hpp"

namespace tests {

using Random = std::mt19937;

/// A state in which every field has a chance to be set, from so few keys that two such states share
/// many: equal, different and absent objects all occur.
ipvsctl::KernelState random_state(Random& random);

}  // namespace tests
