// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/plain_json.hpp"

#include <algorithm>

namespace lvsd {
namespace {

constexpr std::size_t most_digits = 18;  // which 63 bits hold

bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

class PlainParser {
public:
  PlainParser(std::string_view text, std::size_t deepest) : text_(text), deepest_(deepest) {}

  std::optional<ParsedText> parse() &&
  {
    if (!value(parsed_.value)) return {};
    skip_blanks();
    if (at_ != text_.size()) return {};
    return std::move(parsed_);
  }

private:
  char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }

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

  bool word(std::string_view spelled, Json meaning, Json& into)
  {
    if (text_.substr(at_, spelled.size()) != spelled) return false;
    at_ += spelled.size();
    into = std::move(meaning);
    return true;
  }

  bool value(Json& into)
  {
    skip_blanks();
    ++parsed_.values;
    switch (here()) {
      case '{':
        return object(into);
      case '[':
        return list(into);
      case '"':
        return string(into);
      case 't':
        return word("true", true, into);
      case 'f':
        return word("false", false, into);
      case 'n':
        return word("null", nullptr, into);
      default:
        return number(into);
    }
  }

  bool string(Json& into)
  {
    const auto text = string_text();
    if (text) into = std::string(*text);
    return text.has_value();
  }

  std::optional<std::string_view> string_text()
  {
    if (!take('"')) return {};
    const std::size_t begin = at_;
    while (here() >= ' ' && here() < '\x7f' && here() != '"' && here() != '\\')
      ++at_;
    if (here() != '"') return {};
    return text_.substr(begin, at_++ - begin);
  }

  bool number(Json& into)
  {
    const bool negative = here() == '-';
    if (negative) ++at_;
    const std::size_t begin = at_;
    std::int64_t number = 0;
    for (; is_digit(here()) && at_ - begin < most_digits; ++at_)
      number = number * 10 + (here() - '0');
    const bool leading_zero = text_.substr(begin, 1) == "0" && at_ - begin > 1;
    const bool goes_on = is_digit(here()) || here() == '.' || here() == 'e' || here() == 'E';
    if (at_ == begin || leading_zero || goes_on) return false;
    if (negative)
      into = -number;
    else
      into = static_cast<std::uint64_t>(number);
    return true;
  }

  bool object(Json& into)
  {
    into = Json::object();
    auto& members = into.get_ref<Json::object_t&>();
    return elements('{', '}', [&] {
      skip_blanks();
      const auto name = string_text();
      if (!name || !take(':')) return false;
      const std::size_t before = members.size();
      const auto member = members.emplace_hint(members.end(), *name, nullptr);
      return members.size() > before && value(member->second);
    });
  }

  bool list(Json& into)
  {
    into = Json::array();
    auto& list = into.get_ref<Json::array_t&>();
    return elements('[', ']', [&] { return value(list.emplace_back()); });
  }

  template <class Element>
  bool elements(char open, char close, const Element& element)
  {
    if (depth_ == deepest_ || !take(open)) return false;
    if (take(close)) return true;
    ++depth_;
    do {
      if (!element()) return false;
    } while (take(','));
    --depth_;
    return take(close);
  }

  std::string_view text_;
  std::size_t deepest_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  ParsedText parsed_;
};

}  // namespace

std::optional<ParsedText> parse_plain_json(std::string_view text, std::size_t deepest)
{
  return PlainParser(text, deepest).parse();
}

}  // namespace lvsd
