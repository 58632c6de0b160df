// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lvsd {

/// How many letters were forgotten, added, changed or swapped with their neighbour between two
/// words.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The word of `known` that somebody may have meant by `word`, whatever the case of its letters.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& known);

/// Whether one of `words`, which is none of those of `known`, was most likely meant to be `name`.
bool is_mistyped(std::string_view name, const std::vector<std::string>& words,
                 const std::vector<std::string>& known);

/// `; did you mean "x"?`, or nothing.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& known);

}  // namespace lvsd
