// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lvsd/config/json.hpp"

namespace lvsd {

/// `text` with control characters as \u001b and what is not UTF-8 replaced: fit for a terminal and
/// for a line of a log.
std::string printable(std::string_view text);

/// `text` in double quotes, printable, and cut short where it is long.
std::string in_quotes(std::string_view text);

/// A value as it may stand in a message: "a list", "an object", or the value itself, cut short.
std::string shown(const Json& value);

/// `words` quoted, with commas and a last "or".
std::string one_of(const std::vector<std::string>& words);

}  // namespace lvsd
