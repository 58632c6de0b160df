// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace tests {

/// Why none of a program's tests can run here; empty where they can. Each kind of test defines its
/// own.
std::string reason_to_skip_all();

}  // namespace tests
