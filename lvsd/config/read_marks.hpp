// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "lvsd/config/config.hpp"
#include "lvsd/config/field.hpp"

namespace lvsd {

/// Reads "21" or "0x15".
std::optional<std::uint32_t> parse_mark(std::string_view text);

/// A firewall mark; tells what is wrong with it.
std::optional<std::uint32_t> read_mark(const Json& value, Findings& findings);

/// "1000-1999" or { "first": 1000, "last": 1999 }; tells what is wrong with it.
std::optional<MarkRange> read_mark_range(const Json& value, Findings& findings);

}  // namespace lvsd
