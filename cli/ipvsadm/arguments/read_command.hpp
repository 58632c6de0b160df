// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "cli/ipvsadm/arguments/command.hpp"
#include "cli/ipvsadm/arguments/names.hpp"
#include "cli/ipvsadm/arguments/refusal.hpp"

namespace ipvsadm {

/// The hint for what is no command line at all.
Refusal usage_refusal(const std::string& program);

/// Reads a command line. No words at all list the table.
///
/// `line` is without the program's name; `program` is that name as it was typed, for messages.
/// Throws Refusal.
Command read_command(const std::vector<std::string>& line, const std::string& program,
                     Names& names);

}  // namespace ipvsadm
