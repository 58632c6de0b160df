// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/scanner.hpp"

#include <optional>

#include "lvsd/config/utf8.hpp"

namespace lvsd {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
constexpr std::string_view punctuation = "{}[]:,";

bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

bool in_bare_token(char c)
{
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' ||
         c == '+' || c == '.';
}

std::size_t digits_from(std::string_view text, std::size_t at)
{
  while (at < text.size() && is_digit(text[at]))
    ++at;
  return at;
}

/// RFC 8259, section 6: minus, integer without leading zeros, fraction, exponent.
bool is_json_number(std::string_view text)
{
  std::size_t at = text.starts_with('-') ? 1 : 0;
  std::size_t end = digits_from(text, at);
  if (end == at || (text[at] == '0' && end > at + 1)) return false;
  if (end < text.size() && text[end] == '.') {
    at = end + 1;
    end = digits_from(text, at);
    if (end == at) return false;
  }
  if (end < text.size() && (text[end] == 'e' || text[end] == 'E')) {
    at = end + 1;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    end = digits_from(text, at);
    if (end == at) return false;
  }
  return end == text.size();
}

std::optional<unsigned> hex4(std::string_view text, std::size_t at)
{
  unsigned value = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    const char c = i < text.size() ? text[i] : '\0';
    if (is_digit(c))
      value = value * 16 + static_cast<unsigned>(c - '0');
    else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
      value = value * 16 + static_cast<unsigned>((c | 0x20) - 'a' + 10);
    else
      return {};
  }
  return value;
}

struct Escape {
  std::size_t length = 0;
  Fault fault = Fault::none;
};

/// The escape that begins with the backslash at `at`.
Escape escape_at(std::string_view text, std::size_t at)
{
  const char letter = at + 1 < text.size() ? text[at + 1] : '\0';
  if (letter != 'u')
    return {2,
            letter != '\0' && std::string_view("\"\\/bfnrt").find(letter) != std::string_view::npos
                ? Fault::none
                : Fault::unknown_escape};
  const auto code = hex4(text, at + 2);
  if (!code) return {2, Fault::unknown_escape};
  if (*code < 0xd800 || *code > 0xdfff) return {6, Fault::none};
  const bool paired = text.substr(at + 6, 2) == "\\u";
  const auto low = paired ? hex4(text, at + 8) : std::nullopt;
  if (*code > 0xdbff || !low || *low < 0xdc00 || *low > 0xdfff) return {6, Fault::lone_surrogate};
  return {12, Fault::none};
}

}  // namespace

Scanner::Scanner(std::string_view text) : text_(text)
{
  if (text.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
}

Token Scanner::next()
{
  if (!skip_blanks()) {
    const std::size_t begin = at_;
    at_ = text_.size();
    return {Token::Kind::end, begin, at_, Fault::unterminated_comment, begin};
  }
  Token found = token(Token::Kind::end, at_);
  if (at_ < text_.size()) {
    const char c = text_[at_];
    if (punctuation.find(c) != std::string_view::npos)
      found = token(Token::Kind::punctuation, at_ + 1);
    else if (c == '"')
      found = string();
    else
      found = bare();
  }
  at_ = found.end;
  return found;
}

Token Scanner::token(Token::Kind kind, std::size_t end, Fault fault, std::size_t fault_at) const
{
  return {kind, at_, end, fault, fault_at};
}

Token Scanner::string()
{
  Fault fault = Fault::none;
  std::size_t fault_at = 0;
  const auto note = [&](Fault what, std::size_t where) {
    if (fault != Fault::none) return;
    fault = what;
    fault_at = where;
  };
  std::size_t at = at_ + 1;
  while (at < text_.size() && text_[at] != '"' && text_[at] != '\n') {
    std::size_t length = 1;
    if (text_[at] == '\\') {
      const Escape escape = escape_at(text_, at);
      if (escape.fault != Fault::none) note(escape.fault, at);
      length = escape.length;
      if (at + 1 < text_.size() && text_[at + 1] == '\n') length = 1;
    } else if (static_cast<unsigned char>(text_[at]) < 0x20) {
      note(Fault::control_character, at);
    } else {
      length = utf8_length(text_.substr(at, 4));
      if (length == 0) {
        note(Fault::not_utf8, at);
        length = 1;
      }
    }
    at += length;
  }
  if (at >= text_.size() || text_[at] != '"') {
    note(Fault::unterminated_string, at_);
    return token(Token::Kind::string, at < text_.size() ? at : text_.size(), fault, fault_at);
  }
  return token(Token::Kind::string, at + 1, fault, fault_at);
}

Token Scanner::bare()
{
  std::size_t end = at_;
  while (end < text_.size() && in_bare_token(text_[end]))
    ++end;
  if (end == at_) return token(Token::Kind::word, at_ + 1, Fault::stray_character, at_);
  const std::string_view word = text_.substr(at_, end - at_);
  const bool numeric =
      is_digit(word.front()) || word.front() == '-' || word.front() == '+' || word.front() == '.';
  if (!numeric) return token(Token::Kind::word, end);
  return token(Token::Kind::number, end, is_json_number(word) ? Fault::none : Fault::not_a_number,
               at_);
}

/// Skips blanks and comments; false where a comment does not end, which then begins at at_.
bool Scanner::skip_blanks()
{
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
      ++at_;
    else if (c != '/' || at_ + 1 >= text_.size() ||
             (text_[at_ + 1] != '/' && text_[at_ + 1] != '*'))
      return true;
    else if (!skip_comment())
      return false;
  }
  return true;
}

bool Scanner::skip_comment()
{
  const bool line = text_[at_ + 1] == '/';
  const std::size_t end = line ? text_.find_first_of("\n\r", at_) : text_.find("*/", at_ + 2);
  if (end == std::string_view::npos) {
    if (line) at_ = text_.size();
    return line;
  }
  at_ = line ? end : end + 2;
  return true;
}

}  // namespace lvsd
