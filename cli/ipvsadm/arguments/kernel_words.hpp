// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <system_error>

#include "cli/ipvsadm/arguments/command.hpp"

namespace ipvsadm {

/// What the kernel's errno means for the command that it refused: "Service already exists".
std::string kernel_words(const Command& command, const std::error_code& code);

/// The same where it does not matter which command it was.
std::string kernel_words(const std::error_code& code);

}  // namespace ipvsadm
