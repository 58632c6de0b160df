// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace lvsd {

/// A place in a text of plain JSON (see plain_json.hpp), and what is taken from there on.
class PlainText {
public:
  explicit PlainText(std::string_view text) : text_(text) {}

  /// The next character; '\0' at the end.
  char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  bool at_end() const { return at_ == text_.size(); }

  std::size_t place() const { return at_; }
  void go_to(std::size_t place) { at_ = place; }

  void skip_blanks()
  {
    while (here() == ' ' || here() == '\n' || here() == '\t' || here() == '\r')
      ++at_;
  }

  /// Takes `c`, with blanks in front; false where something else stands there.
  bool take(char c)
  {
    skip_blanks();
    if (here() != c) return false;
    ++at_;
    return true;
  }

  /// Takes just these characters.
  bool take(std::string_view word)
  {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }

  /// What is between the quotes of a string, with blanks in front of it.
  std::optional<std::string_view> string()
  {
    if (!take('"')) return {};
    const std::size_t begin = at_;
    while (here() >= ' ' && here() < '\x7f' && here() != '"' && here() != '\\')
      ++at_;
    if (here() != '"') return {};
    return text_.substr(begin, at_++ - begin);
  }

  /// A whole number that is not negative.
  std::optional<std::uint64_t> number()
  {
    constexpr std::size_t most_digits = 18;  // which 63 bits hold
    const std::size_t begin = at_;
    std::uint64_t number = 0;
    for (; is_digit(here()) && at_ - begin < most_digits; ++at_)
      number = number * 10 + static_cast<std::uint64_t>(here() - '0');
    const bool leading_zero = at_ - begin > 1 && text_[begin] == '0';
    const bool goes_on = is_digit(here()) || here() == '.' || here() == 'e' || here() == 'E';
    if (at_ == begin || leading_zero || goes_on) return {};
    return number;
  }

private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace lvsd
