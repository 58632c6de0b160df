// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/text_walk.hpp"

#include <nlohmann/json.hpp>

namespace lvsd {
namespace {

std::string unescaped(std::string_view token)
{
  if (token.find('\\') == std::string_view::npos)
    return std::string(token.substr(1, token.size() - 2));
  return Json::parse(token).get<std::string>();
}

std::string pointer_token(const std::string& key)
{
  std::string token;
  for (const char c : key)
    token += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return token;
}

}  // namespace

bool TextWalk::next()
{
  for (Token token = scanner_.next(); token.kind != Token::Kind::end; token = scanner_.next()) {
    const char mark = scanner_.text()[token.begin];
    if (mark == ':' || mark == ',') continue;
    if (mark == '}' || mark == ']') {
      open_.pop_back();
    } else if (is_key(token)) {
      take_key(token);
    } else {
      take_value(token);
      return true;
    }
  }
  return false;
}

bool TextWalk::is_key(const Token& token) const
{
  return token.kind == Token::Kind::string && !after_key_ && !open_.empty() &&
         open_.back().is_object;
}

void TextWalk::take_key(const Token& token)
{
  open_.back().key = unescaped(scanner_.text().substr(token.begin, token.end - token.begin));
  key_offset_ = token.begin;
  after_key_ = true;
}

void TextWalk::take_value(const Token& token)
{
  const char mark = scanner_.text()[token.begin];
  if (!open_.empty()) ++open_.back().count;
  if (!after_key_) key_offset_ = token.begin;
  key_ = after_key_ ? open_.back().key : std::string();
  after_key_ = false;
  offset_ = token.begin;
  depth_ = open_.size();
  value_ = child();
  if (mark == '{' || mark == '[') open_.push_back({value_, mark == '{', {}, 0});
}

const Json* TextWalk::child() const
{
  if (open_.empty()) return root_;
  const Open& parent = open_.back();
  if (parent.container == nullptr) return nullptr;
  if (parent.is_object && parent.container->is_object()) {
    const auto found = parent.container->find(parent.key);
    return found == parent.container->end() ? nullptr : &*found;
  }
  const bool in_list = !parent.is_object && parent.container->is_array();
  return in_list && parent.count <= parent.container->size()
             ? &(*parent.container)[parent.count - 1]
             : nullptr;
}

std::string TextWalk::pointer() const
{
  std::string text;
  for (std::size_t i = 0; i < depth_; ++i)
    text += "/" +
            (open_[i].is_object ? pointer_token(open_[i].key) : std::to_string(open_[i].count - 1));
  return text;
}

}  // namespace lvsd
