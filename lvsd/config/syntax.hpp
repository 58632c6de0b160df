// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lvsd {

/// How deep objects and lists may be nested; a config needs six.
constexpr std::size_t deepest_nesting = 32;

/// How many values a file may have, which bounds the memory that it takes; 373,000 servers have
/// some two million.
constexpr std::size_t most_values = 5'000'000;

/// The first thing that keeps a text from being JSON.
struct SyntaxError {
  std::size_t offset = 0;
  std::string message;
};

/// Finds it; none where the text is JSON with comments, within those limits.
std::optional<SyntaxError> find_syntax_error(std::string_view text);

}  // namespace lvsd
