// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <optional>

#include "lvsd/config/field.hpp"

namespace lvsd {

/// A duration; tells what is wrong with it where it is none, or not from `least` to `most`.
std::optional<std::chrono::milliseconds> read_duration(const Json& value,
                                                       std::chrono::milliseconds least,
                                                       std::chrono::milliseconds most,
                                                       Findings& findings);

/// The same in whole seconds, which is what the kernel takes.
std::optional<std::chrono::seconds> read_seconds(const Json& value, std::chrono::seconds least,
                                                 std::chrono::seconds most, Findings& findings);

}  // namespace lvsd
