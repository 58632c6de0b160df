// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "cli/ipvsadm/arguments/command.hpp"
#include "cli/ipvsadm/arguments/names.hpp"
#include "cli/ipvsadm/arguments/refusal.hpp"
#include "cli/ipvsadm/run/connect.hpp"

namespace ipvsadm {

/// Carries out the command lines of standard input, or what they amount to.
Status restore(Director& director, Names& names, const std::string& program, RestoreMode mode);

}  // namespace ipvsadm
