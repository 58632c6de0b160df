// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>

namespace lvsctl {

/// How long to wait until the daemon is asked again, whose last answer took so long: `least`, or
/// ten times the answer, so that it has most of its time for its own work. A minute at most: the
/// answer may have waited for a long turn, and the next one need not.
std::chrono::milliseconds pause_after(std::chrono::milliseconds answer,
                                      std::chrono::milliseconds least);

}  // namespace lvsctl
