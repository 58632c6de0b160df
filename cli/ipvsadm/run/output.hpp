// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace ipvsadm {

/// Writes to standard output.
///
/// Throws Refusal where it cannot (a full disk).
void print(const std::string& text);

/// Writes a line to standard error.
void complain(const std::string& text);

}  // namespace ipvsadm
