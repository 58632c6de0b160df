// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "lvsd/desired/overrides.hpp"
#include "lvsd/desired/record.hpp"

namespace lvsd {

/// The record as the JSON text that is kept under /run/lvsd.
std::string record_text(const Record& record);

/// Reads what record_text wrote.
///
/// Throws std::runtime_error where the text is not a record.
Record parse_record(const std::string& text);

/// The overrides as the JSON text that is kept under /var/lib/lvsd.
std::string overrides_text(const Overrides& overrides);

/// Reads what overrides_text wrote.
///
/// Throws std::runtime_error where the text is none.
Overrides parse_overrides(const std::string& text);

}  // namespace lvsd
