// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/plain_json.hpp"

#include <utility>

namespace lvsd {
namespace {

class PlainParser {
public:
  PlainParser(std::string_view text, std::size_t deepest) : text_(text), deepest_(deepest) {}

  /// Has the list "servers" of the root put there, where all of it is plain.
  void keep_apart(std::vector<PlainServer>& servers) { servers_ = &servers; }

  std::optional<ParsedText> parse() &&
  {
    if (!value(parsed_.value)) return {};
    text_.skip_blanks();
    if (!text_.at_end()) return {};
    return std::move(parsed_);
  }

private:
  bool word(std::string_view spelled, Json meaning, Json& into)
  {
    into = std::move(meaning);
    return text_.take(spelled);
  }

  bool value(Json& into)
  {
    text_.skip_blanks();
    ++parsed_.values;
    switch (text_.here()) {
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
    const auto text = text_.string();
    if (text) into = std::string(*text);
    return text.has_value();
  }

  bool number(Json& into)
  {
    const bool negative = text_.take('-');
    const auto number = text_.number();
    if (!number) return false;
    if (negative)
      into = -static_cast<std::int64_t>(*number);
    else
      into = *number;
    return true;
  }

  bool object(Json& into)
  {
    into = Json::object();
    auto& members = into.get_ref<Json::object_t&>();
    return elements('{', '}', [&] {
      const auto name = text_.string();
      if (!name || !text_.take(':')) return false;
      const std::size_t before = members.size();
      const auto member = members.emplace_hint(members.end(), *name, nullptr);
      if (members.size() == before) return false;
      const bool apart = servers_ != nullptr && depth_ == 1 && *name == "servers";
      return (apart && plain_servers(member->second)) || value(member->second);
    });
  }

  bool plain_servers(Json& into)
  {
    const std::size_t begin = text_.place();
    auto plain = take_plain_servers(text_);
    if (!plain) {
      text_.go_to(begin);
      return false;
    }
    into = Json::array();
    parsed_.values += plain->values;
    *servers_ = std::move(plain->servers);
    return true;
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
    if (depth_ == deepest_ || !text_.take(open)) return false;
    if (text_.take(close)) return true;
    ++depth_;
    do {
      if (!element()) return false;
    } while (text_.take(','));
    --depth_;
    return text_.take(close);
  }

  PlainText text_;
  std::size_t deepest_;
  std::size_t depth_ = 0;
  std::vector<PlainServer>* servers_ = nullptr;
  ParsedText parsed_;
};

}  // namespace

std::optional<ParsedText> parse_plain_json(std::string_view text, std::size_t deepest)
{
  return PlainParser(text, deepest).parse();
}

std::optional<ParsedService> parse_plain_service(std::string_view text, std::size_t deepest)
{
  ParsedService service;
  PlainParser parser(text, deepest);
  parser.keep_apart(service.servers);
  auto parsed = std::move(parser).parse();
  if (!parsed) return {};
  service.json = std::move(*parsed);
  return service;
}

}  // namespace lvsd
