// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/position.hpp"

namespace lvsd {

Position LineCounter::at(std::size_t offset)
{
  if (offset < counted_) *this = LineCounter(text_);
  // Only up to the offset: a file may be one line of many megabytes.
  const std::string_view known = text_.substr(0, offset);
  for (std::size_t at = known.find('\n', counted_); at < offset; at = known.find('\n', at + 1)) {
    ++line_;
    line_begin_ = at + 1;
  }
  counted_ = offset;
  return {line_, offset - line_begin_ + 1};
}

}  // namespace lvsd
