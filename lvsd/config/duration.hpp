// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace lvsd {

/// Reads "15m", "2s", "500ms", "1.5h" or "1d"; none where it is something else, is no whole number
/// of milliseconds, or is more than 100 years.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

/// The same of a number of seconds.
std::optional<std::chrono::milliseconds> duration_of(double seconds);

}  // namespace lvsd
