// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace ipvsctl {

/// A unit by its name behind a number, and how long it is.
struct DurationUnit {
  std::string_view name;
  std::int64_t milliseconds;
};

/// The units in which durations are read and written, the largest first.
inline constexpr std::array duration_units{DurationUnit{"d", 86'400'000},
                                           DurationUnit{"h", 3'600'000}, DurationUnit{"m", 60'000},
                                           DurationUnit{"s", 1'000}, DurationUnit{"ms", 1}};

/// "15m", "90s" or "500ms": the shortest form without a fraction.
std::string duration_text(std::chrono::milliseconds duration);

}  // namespace ipvsctl
