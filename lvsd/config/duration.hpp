// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace lvsd {

/// Reads "15m", "2s", "500ms", "1.5h" or "1d", and several of them with their units from the
/// largest to the smallest: "1h30m". None where it is something else, where one of them is no whole
/// number of milliseconds, or where all together are more than 100 years.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

/// The same of a number of seconds.
std::optional<std::chrono::milliseconds> duration_of(double seconds);

}  // namespace lvsd
