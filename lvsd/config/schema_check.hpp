// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "lvsd/config/json.hpp"

namespace lvsd {

/// Whether `document` fits `schema` (JSON Schema, draft-07), except for the patterns of strings:
/// they are for editors, and std::regex overflows the stack on a long string.
bool fits_schema(const Json& document, const Json& schema);

}  // namespace lvsd
