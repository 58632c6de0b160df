// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "lvsd/config/field.hpp"

namespace lvsd {

/// The scheduler's name, which is told of where no kernel has it.
std::string read_scheduler(const Json& value, const Reading& reading);

/// The scheduler that is most like this one, which pays no heed to weights, and does; empty where
/// this one does, or is none of the usual ones.
std::string weighing_instead_of(const std::string& scheduler);

/// The flags as in ipvsctl::ServiceSettings; tells of those that the scheduler does not know.
std::uint8_t read_scheduler_flags(const Json& list, const std::string& scheduler,
                                  Findings& findings);

}  // namespace lvsd
