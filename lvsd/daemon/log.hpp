// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace lvsd {

/// Sends spdlog's default logger to standard error: with the journal's priority prefixes ("<4>")
/// where the journal reads it, with the time and the level on a terminal, in a file and in a pipe.
void start_logging();

}  // namespace lvsd
