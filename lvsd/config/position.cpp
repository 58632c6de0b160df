// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/position.hpp"

namespace lvsd {

Position LineCounter::at(std::size_t offset)
{
  if (offset < counted_) *this = LineCounter(text_);
  while (true) {
    const std::size_t newline = text_.find('\n', counted_);
    if (newline == std::string_view::npos || newline >= offset) break;
    ++line_;
    line_begin_ = counted_ = newline + 1;
  }
  counted_ = line_begin_;
  return {line_, offset - line_begin_ + 1};
}

}  // namespace lvsd
