// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>

namespace ipvsadm {

/// Reads a number as strtol(3) does in base 10: blanks and a sign in front, nothing behind.
///
/// None where it is not one, or not from `least` to `most`.
std::optional<long> bounded_number(const std::string& text, long least, long most);

/// The number that `text` begins with, as atoi(3) reads it: 0 where there is none, and what follows
/// it does not matter.
int leading_number(const std::string& text);

}  // namespace ipvsadm
