// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>

#include "cli/ipvsadm/arguments/command.hpp"
#include "cli/ipvsadm/arguments/option.hpp"

namespace ipvsadm {

/// What is wrong with these options for this command: one that must be there, one that must not,
/// two that exclude each other. The first one in the order of Option wins; none where all is well.
std::optional<std::string> misfit(const OptionSet& given, CommandKind command);

/// The same for the options of a tunnel of this type.
std::optional<std::string> misfit(const OptionSet& given, ipvsctl::TunnelType type);

}  // namespace ipvsadm
