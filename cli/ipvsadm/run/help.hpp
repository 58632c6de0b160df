// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace ipvsadm {

/// The line of -v, to the letter the original's: programs look at it.
std::string version_line();

/// What -h prints; `program` is the program's name as it was typed.
std::string help_text(const std::string& program);

}  // namespace ipvsadm
