// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace lvsd {

/// Sends spdlog's default logger to standard error: with the journal's priority prefixes ("<4>")
/// where the journal reads it, with the time and the level on a terminal, in a file and in a pipe.
void start_logging();

/// Logs what of an earlier run cannot be read.
void log_loss(const std::string& sentence);

}  // namespace lvsd
