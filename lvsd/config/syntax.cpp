// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/syntax.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <vector>

#include "lvsd/config/position.hpp"
#include "lvsd/config/problem.hpp"
#include "lvsd/config/quoted.hpp"
#include "lvsd/config/scanner.hpp"
#include "lvsd/config/suggest.hpp"

namespace lvsd {
namespace {

using Kind = Token::Kind;

/// What may come next.
enum class Expected { value, value_or_end, key, key_or_end, colon, comma_or_end, nothing };

const std::vector<std::string> json_words{"true", "false", "null"};

std::string hex(unsigned char byte)
{
  std::array<char, 2> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), byte, 16).ptr;
  return "0x" + std::string(digits.data(), end);
}

/// What `text` begins with, and the cure, where it is what word processors and web pages put in the
/// place of a '"' or of a blank; empty where it is anything else.
std::string_view typeset(std::string_view text)
{
  for (const std::string_view quote : {"\u201c", "\u201d", "\u201e"})
    if (text.starts_with(quote)) return "a typographic quote; strings stand in straight ones: \"";
  if (text.starts_with("\u00a0")) return "a no-break space (U+00A0); write a plain one";
  return {};
}

/// What `text` begins with, which begins no token, and the cure where there is one.
std::string stray(std::string_view text)
{
  const auto byte = static_cast<unsigned char>(text.front());
  const std::string_view known = typeset(text);
  if (!known.empty()) return std::string(known);
  if (byte == '#') return "'#'; comments are // and /* */";
  if (byte == '\'') return "\"'\"; strings stand in double quotes";
  if (byte < 0x20 || byte > 0x7e) return "the byte " + hex(byte);
  return "'" + std::string(1, static_cast<char>(byte)) + "'";
}

/// Follows the grammar of RFC 8259 from token to token.
class Grammar {
public:
  explicit Grammar(std::string_view text) : text_(text), scanner_(text) {}

  std::optional<SyntaxError> find_error();

private:
  struct Open {
    char bracket = '{';
    std::size_t offset = 0;
  };

  std::optional<std::string> refused(const Token& token);
  std::optional<std::string> refused_punctuation(char mark, const Token& token);
  std::optional<std::string> opened(char bracket, const Token& token);
  std::optional<std::string> closed();
  std::optional<std::string> refused_value(const Token& token);
  static std::string too_many()
  {
    return "more than " + std::to_string(most_values) + " values in one file";
  }
  std::string found(const Token& token) const;
  std::string unexpected(const Token& token) const;
  std::string expectation() const;
  std::string faulty(const Token& token) const;
  std::string unclosed() const;
  bool wants_value() const
  {
    return expected_ == Expected::value || expected_ == Expected::value_or_end;
  }
  bool wants_key() const { return expected_ == Expected::key || expected_ == Expected::key_or_end; }
  void value_ends() { expected_ = open_.empty() ? Expected::nothing : Expected::comma_or_end; }
  char bracket() const { return open_.empty() ? '\0' : open_.back().bracket; }
  std::string_view of(const Token& token) const
  {
    return text_.substr(token.begin, token.end - token.begin);
  }

  std::string_view text_;
  Scanner scanner_;
  std::vector<Open> open_;
  Expected expected_ = Expected::value;
  bool after_comma_ = false;
  std::size_t values_ = 0;
};

std::optional<SyntaxError> Grammar::find_error()
{
  while (true) {
    const Token token = scanner_.next();
    if (token.fault != Fault::none) return SyntaxError{token.fault_at, faulty(token)};
    if (token.kind == Kind::end && expected_ == Expected::nothing) return {};
    if (auto message = refused(token)) return SyntaxError{token.begin, std::move(*message)};
    after_comma_ = of(token) == ",";
  }
}

std::optional<std::string> Grammar::refused(const Token& token)
{
  if (token.kind == Kind::punctuation) return refused_punctuation(text_[token.begin], token);
  if (token.kind == Kind::string && wants_key()) {
    expected_ = Expected::colon;
    return {};
  }
  if (token.kind != Kind::end && wants_value()) return refused_value(token);
  return unexpected(token);
}

std::optional<std::string> Grammar::refused_punctuation(char mark, const Token& token)
{
  if ((mark == '{' || mark == '[') && wants_value()) return opened(mark, token);
  if (mark == '}' && bracket() == '{' &&
      (expected_ == Expected::key_or_end || expected_ == Expected::comma_or_end))
    return closed();
  if (mark == ']' && bracket() == '[' &&
      (expected_ == Expected::value_or_end || expected_ == Expected::comma_or_end))
    return closed();
  if (mark == ':' && expected_ == Expected::colon) {
    expected_ = Expected::value;
    return {};
  }
  if (mark == ',' && expected_ == Expected::comma_or_end) {
    expected_ = bracket() == '{' ? Expected::key : Expected::value;
    return {};
  }
  return unexpected(token);
}

std::optional<std::string> Grammar::opened(char bracket, const Token& token)
{
  if (open_.size() == deepest_nesting)
    return "nested more than " + std::to_string(deepest_nesting) + " deep; a config never is";
  if (++values_ > most_values) return too_many();
  open_.push_back({bracket, token.begin});
  expected_ = bracket == '{' ? Expected::key_or_end : Expected::value_or_end;
  return {};
}

std::optional<std::string> Grammar::closed()
{
  open_.pop_back();
  value_ends();
  return {};
}

std::optional<std::string> Grammar::refused_value(const Token& token)
{
  const std::string word(of(token));
  const bool known = std::find(json_words.begin(), json_words.end(), word) != json_words.end();
  if (token.kind == Kind::word && !known) {
    const std::string hint = did_you_mean(word, json_words);
    return unexpected(token) + (hint.empty() ? "; a string stands in double quotes" : hint);
  }
  // What is left to refuse is a number that no double can hold.
  if (token.kind == Kind::number && !Json::accept(word))
    return "the number " + found(token) + " is too large";
  if (++values_ > most_values) return too_many();
  value_ends();
  return {};
}

std::string Grammar::expectation() const
{
  switch (expected_) {
    case Expected::value:
      return open_.empty() ? "'{'" : "a value";
    case Expected::value_or_end:
      return "a value or ']'";
    case Expected::key:
      return "a key in double quotes";
    case Expected::key_or_end:
      return "a key in double quotes or '}'";
    case Expected::colon:
      return "':'";
    case Expected::comma_or_end:
      return bracket() == '{' ? "',' or '}'" : "',' or ']'";
    case Expected::nothing:
      return "the end of the file";
  }
  return "something else";
}

std::string Grammar::unclosed() const
{
  if (open_.empty()) return "";
  const Position at = LineCounter(text_).at(open_.back().offset);
  return std::string("; the '") + open_.back().bracket + "' at line " + std::to_string(at.line) +
         ", column " + std::to_string(at.column) + " is not closed";
}

/// A token as it stands in a message: a string in its own quotes, the rest in single ones.
std::string Grammar::found(const Token& token) const
{
  if (token.kind == Kind::end) return "the end of the file";
  const std::string_view text = of(token);
  if (token.kind == Kind::string) return in_quotes(text.substr(1, text.size() - 2));
  const std::string quoted = in_quotes(text);
  return "'" + quoted.substr(1, quoted.size() - 2) + "'";
}

std::string Grammar::unexpected(const Token& token) const
{
  const std::string message = "expected " + expectation() + ", found " + found(token);
  if (token.kind == Kind::end) return message + unclosed();
  const std::string_view text = of(token);
  const bool closes = text == "}" || text == "]";
  if (closes && after_comma_) return message + "; no comma may stand before it";
  if (closes && expected_ != Expected::nothing) return message + unclosed();
  if (expected_ != Expected::comma_or_end) return message;
  if (token.kind == Kind::word) return message + "; is a '\"' missing?";
  const bool begins = token.kind != Kind::punctuation || text == "{" || text == "[";
  return message + (begins ? "; is a comma missing before it?" : "");
}

std::string Grammar::faulty(const Token& token) const
{
  const auto byte =
      static_cast<unsigned char>(token.fault_at < text_.size() ? text_[token.fault_at] : '\0');
  switch (token.fault) {
    case Fault::unterminated_string:
      return "the string that begins here does not end in its line; is a '\"' missing?";
    case Fault::control_character:
      return "a control character (" + hex(byte) + ") in a string; write it as an escape";
    case Fault::unknown_escape:
      return "an escape that JSON does not have; a backslash itself is \"\\\\\"";
    case Fault::lone_surrogate:
      return "half of a surrogate pair; the other half is missing";
    case Fault::not_utf8:
      return "the byte " + hex(byte) + " is not UTF-8";
    case Fault::not_a_number:
      return found(token) +
             " is not a JSON number; those are decimal, without \"+\" and leading zeros";
    case Fault::unterminated_comment:
      return "the comment that begins here does not end; is a \"*/\" missing?";
    case Fault::stray_character:
    case Fault::none:
      break;
  }
  return "expected " + expectation() + ", found " + stray(text_.substr(token.fault_at));
}

}  // namespace

std::optional<SyntaxError> find_syntax_error(std::string_view text)
{
  return Grammar(text).find_error();
}

}  // namespace lvsd
