// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace ipvsadm {

/// Appends a blank and `number` in eight columns: whole up to 99999999, then cut to thousands
/// (K), millions (M), thousand millions (G) or million millions (T). Wider ones push to the right.
void append_short_number(std::string& out, std::uint64_t number);

/// The same with all digits.
void append_exact_number(std::string& out, std::uint64_t number);

}  // namespace ipvsadm
