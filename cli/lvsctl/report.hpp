// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "cli/lvsctl/options.hpp"
#include "lvsd/config/problem.hpp"

namespace lvsctl {

/// Prints the problems, errors and warnings, on standard error.
void print_problems(const lvsd::Problems& problems);

/// Those of a document that has them: "errors" and "warnings".
void print_problems(const nlohmann::json& outcome);

/// Prints, on standard error, what of an earlier run cannot be read.
void print_loss(const std::string& sentence);

/// Prints what a turn came to (a reply of the daemon, or our own of that form) and returns the exit
/// status that it means: 0, 1 with refusals, 78 with errors of the config.
int print_outcome(const nlohmann::json& outcome, const Options& options);

}  // namespace lvsctl
