// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "lvsd/config/field.hpp"

namespace lvsd {

/// The member "name"; empty where there is none. Tells where it cannot be a name.
std::string read_name(const Json& object, Findings& findings);

}  // namespace lvsd
