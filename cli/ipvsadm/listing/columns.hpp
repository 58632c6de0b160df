// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <charconv>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

/// Fields of fixed width. A table has tens of thousands of rows, so these know no more than they
/// must.
namespace ipvsadm {

/// Appends `text`, filled up with blanks behind to `width` bytes.
inline void append_left(std::string& out, std::string_view text, std::size_t width)
{
  out += text;
  if (text.size() < width) out.append(width - text.size(), ' ');
}

/// Appends `text`, filled up with blanks in front to `width` bytes.
inline void append_right(std::string& out, std::string_view text, std::size_t width)
{
  if (text.size() < width) out.append(width - text.size(), ' ');
  out += text;
}

/// A number's digits.
class Digits {
public:
  explicit Digits(std::uint64_t number)
      : end_(std::to_chars(digits_, digits_ + sizeof digits_, number).ptr)
  {
  }

  operator std::string_view() const { return {digits_, end_}; }  // NOLINT: that is what it is

private:
  char digits_[20];
  char* end_;
};

}  // namespace ipvsadm
