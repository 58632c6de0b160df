// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lvsd/config/environment.hpp"
#include "lvsd/config/findings.hpp"
#include "lvsd/config/utf8.hpp"

namespace lvsd {

/// What the reading of a value may look at, and where it tells what is wrong.
///
/// The readers are given whatever a file says. What does not fit the schema was told already: they
/// pass over it in silence, and over whatever else it would decide.
struct Reading {
  const Environment& environment;
  Findings& findings;
  bool all_files = true;  ///< whether all that is included was read, and all of it
};

/// The member of that name; null where there is none, or `object` is none. Most objects have few
/// members, and most names differ in their lengths.
inline const Json* member(const Json& object, std::string_view key)
{
  const auto* const members = object.get_ptr<const Json::object_t*>();
  if (members == nullptr) return nullptr;
  for (const auto& [name, value] : *members)
    if (name.size() == key.size() && name == key) return &value;
  return nullptr;
}

/// The names of the members of an object.
inline std::vector<std::string> keys_of(const Json& object)
{
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items())
    keys.push_back(key);
  return keys;
}

/// The string that `value` is; null where there is none.
inline const std::string* text_of(const Json* value)
{
  return value == nullptr ? nullptr : value->get_ptr<const std::string*>();
}

/// The string that `value` is, where it has from 1 to `most` characters.
inline const std::string* text_of(const Json* value, std::size_t most)
{
  const std::string* text = text_of(value);
  return text == nullptr || text->empty() || utf8_characters(*text) > most ? nullptr : text;
}

/// The member of that name where it is a string.
inline std::string text_member(const Json& object, std::string_view key)
{
  const std::string* text = text_of(member(object, key));
  return text == nullptr ? std::string() : *text;
}

/// The number that `value` is, where `Number` can hold it.
template <class Number>
std::optional<Number> number_of(const Json* value)
{
  if (value == nullptr || !value->is_number_integer()) return {};
  const bool fits = value->is_number_unsigned() ? std::in_range<Number>(value->get<std::uint64_t>())
                                                : std::in_range<Number>(value->get<std::int64_t>());
  if (!fits) return {};
  return value->get<Number>();
}

/// The elements of a list; none where `value` is none, or null.
inline std::vector<const Json*> elements_of(const Json* value)
{
  std::vector<const Json*> elements;
  if (value == nullptr || !value->is_array()) return elements;
  for (const Json& element : *value)
    elements.push_back(&element);
  return elements;
}

/// The same of what may be a list or one element of it.
inline std::vector<const Json*> one_or_more(const Json* value)
{
  if (value == nullptr || value->is_array()) return elements_of(value);
  return {value};
}

}  // namespace lvsd
