// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "lvsd/config/config.hpp"

namespace lvsd {

/// Firewall marks by the name of the service that has them.
using Marks = std::map<std::string, std::uint32_t>;

/// The mark of every service that needs one: its own where the config gives one, otherwise one of
/// director.marks.
///
/// A mark follows from the service's name alone where no two names meet; `before`, the marks of the
/// last time, decide the rest, so that a service keeps its mark whatever others come and go. A
/// service that finds no free mark is left out (the range is smaller than the number of services).
Marks allot_marks(const Config& config, const Marks& before);

}  // namespace lvsd
