// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace lvsd {

/// How many bytes the UTF-8 character (RFC 3629) at the beginning of `text` has; 0 where there is
/// none: a byte that cannot stand there, a form longer than need be, a surrogate.
std::size_t utf8_length(std::string_view text);

/// How many characters `text`, which is UTF-8, has.
std::size_t utf8_characters(std::string_view text);

}  // namespace lvsd
