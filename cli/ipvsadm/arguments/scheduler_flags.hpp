// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace ipvsadm {

/// Reads "sh-port,flag-3" into the bits of ServiceSettings::scheduler_flags. Empty parts between
/// commas say nothing.
///
/// Throws Refusal for a flag that is none, or is another scheduler's.
std::uint8_t read_scheduler_flags(const std::string& text, const std::string& scheduler);

}  // namespace ipvsadm
