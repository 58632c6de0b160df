// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/quoted.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace lvsd {
namespace {

constexpr std::size_t longest = 60;

bool continues_character(char byte)
{
  return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

std::string cut(std::string_view text)
{
  if (text.size() <= longest) return std::string(text);
  std::size_t end = longest;
  while (end > 0 && continues_character(text[end]))
    --end;
  return std::string(text.substr(0, end)) + "...";
}

/// As a JSON string, quotes included.
std::string dumped(std::string_view text)
{
  return Json(std::string(text)).dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// nlohmann leaves DEL and the C1 controls as they are, which are beyond ASCII in UTF-8.
std::string without_other_controls(const std::string& text)
{
  std::string kept;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool c1 = text[i] == '\xc2' && i + 1 < text.size() && text[i + 1] < '\xa0' &&
                    continues_character(text[i + 1]);
    if (text[i] == '\x7f' || c1) {
      kept += "\xef\xbf\xbd";
      i += c1 ? 1 : 0;
    } else {
      kept += text[i];
    }
  }
  return kept;
}

}  // namespace

std::string printable(std::string_view text)
{
  if (std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; }))
    return std::string(text);
  std::string kept;
  for (const char byte : text) {
    if (static_cast<unsigned char>(byte) >= 0x20) {
      kept += byte;
    } else {
      const std::string escaped = dumped({&byte, 1});
      kept += escaped.substr(1, escaped.size() - 2);
    }
  }
  const std::string valid = Json(kept).dump(-1, ' ', false, Json::error_handler_t::replace);
  return without_other_controls(Json::parse(valid).get<std::string>());
}

std::string in_quotes(std::string_view text)
{
  return without_other_controls(dumped(cut(text)));
}

std::string shown(const Json& value)
{
  if (value.is_object()) return "an object";
  if (value.is_array()) return "a list";
  if (value.is_string()) return in_quotes(value.get_ref<const std::string&>());
  return value.dump();
}

std::string one_of(const std::vector<std::string>& words)
{
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += in_quotes(words[i]);
  }
  return text;
}

}  // namespace lvsd
