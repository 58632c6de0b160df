// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "cli/ipvsadm/arguments/command.hpp"
#include "cli/ipvsadm/arguments/draft.hpp"

namespace ipvsadm {

/// What a command has of its own besides options.
struct CommandValues {
  SetTimeouts timeouts;
  ipvsctl::SyncRole role = ipvsctl::SyncRole::master;
};

/// Reads the words that are no options: three timeouts for --set, none for the others.
///
/// Throws Refusal.
SetTimeouts read_positional(CommandKind kind, const std::vector<std::string>& words);

/// Reads -b, now that the scheduler is known; the scheduler that goes without saying is wlc.
///
/// Throws Refusal.
void read_flags_of_scheduler(Draft& draft);

/// Makes of options that fit their command the command.
///
/// Throws Refusal where their values do not go together.
Command finish(CommandKind kind, Draft& draft, const CommandValues& values);

}  // namespace ipvsadm
