// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "cli/ipvsadm/arguments/command.hpp"
#include "cli/ipvsadm/arguments/names.hpp"
#include "cli/ipvsadm/run/connect.hpp"

namespace ipvsadm {

/// Carries out a command that is no restore.
///
/// Throws Refusal.
void execute(Director& director, Names& names, const std::string& program, const Command& command);

}  // namespace ipvsadm
