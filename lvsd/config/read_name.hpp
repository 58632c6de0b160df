// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "lvsd/config/field.hpp"

namespace lvsd {

/// Characters that a name may have.
constexpr std::size_t longest_name = 128;

/// Tells of `value` where `name`, which is not empty, cannot be a name.
void check_name(const Json& value, const std::string& name, Findings& findings);

/// The member "name"; empty where there is none. Tells where it cannot be a name.
std::string read_name(const Json& object, Findings& findings);

}  // namespace lvsd
