// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace lvsd {

/// Where something is in a text.
struct Position {
  std::size_t line = 1;    ///< from 1
  std::size_t column = 1;  ///< from 1, in bytes

  bool operator==(const Position&) const = default;
};

/// Turns offsets of one text into positions; cheap where they come in rising order.
class LineCounter {
public:
  explicit LineCounter(std::string_view text) : text_(text) {}

  Position at(std::size_t offset);

private:
  std::string_view text_;
  std::size_t line_ = 1;
  std::size_t line_begin_ = 0;
  std::size_t counted_ = 0;
};

}  // namespace lvsd
