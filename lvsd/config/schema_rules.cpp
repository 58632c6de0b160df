// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/schema_rules.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "lvsd/config/utf8.hpp"

namespace lvsd {
namespace {

/// Keywords that say nothing of a value. Patterns are for editors: the readers know better.
bool is_annotation(const std::string& keyword)
{
  static const std::set<std::string> annotations{
      "$schema", "$id", "definitions", "title", "description", "default", "examples", "pattern"};
  return annotations.contains(keyword);
}

}  // namespace

SchemaRules::SchemaRules(const Json& schema, const std::string& pointer)
    : root_(referred(schema, pointer))
{
}

/// A rule is known by its pointer before it is read, as it may refer to itself.
const SchemaRules::Rule* SchemaRules::referred(const Json& schema, const std::string& pointer)
{
  const auto [known, is_new] = by_pointer_.try_emplace(pointer, nullptr);
  if (!is_new) return known->second;
  const Json& part = schema.at(Json::json_pointer(pointer));
  if (part.contains("$ref")) return known->second = rule_for(schema, part);
  Rule& rule = rules_.emplace_back();
  known->second = &rule;
  for (const auto& [keyword, value] : part.items())
    take(rule, schema, keyword, value);
  return &rule;
}

/// Beside "$ref" other keywords mean nothing (draft-07, section 8.3 of the core).
const SchemaRules::Rule* SchemaRules::rule_for(const Json& schema, const Json& part)
{
  const auto reference = part.find("$ref");
  if (reference != part.end()) return referred(schema, reference->get<std::string>().substr(1));
  Rule& rule = rules_.emplace_back();
  for (const auto& [keyword, value] : part.items())
    take(rule, schema, keyword, value);
  return &rule;
}

void SchemaRules::take(Rule& rule, const Json& schema, const std::string& keyword,
                       const Json& value)
{
  static const std::map<std::string, Type> types{
      {"object", Type::object},   {"array", Type::list},           {"string", Type::string},
      {"boolean", Type::boolean}, {"integer", Type::whole_number}, {"number", Type::number}};
  if (keyword == "type")
    rule.type = types.at(value.get<std::string>());
  else if (keyword == "anyOf")
    for (const Json& choice : value)
      rule.any_of.push_back(rule_for(schema, choice));
  else if (keyword == "enum")
    rule.words = value.get<std::vector<std::string>>();
  else if (keyword == "minimum")
    rule.minimum = value.get<double>();
  else if (keyword == "maximum")
    rule.maximum = value.get<double>();
  else if (keyword == "minLength" || keyword == "minItems" || keyword == "minProperties")
    rule.least = value.get<std::size_t>();
  else if (keyword == "maxLength")
    rule.most_characters = value.get<std::size_t>();
  else if (keyword == "items")
    rule.items = rule_for(schema, value);
  else if (keyword == "properties")
    for (const auto& [name, part] : value.items())
      rule.properties[name] = rule_for(schema, part);
  else if (keyword == "required")
    rule.required = value.get<std::vector<std::string>>();
  else if (keyword == "additionalProperties" && value.is_boolean())
    rule.closed = !value.get<bool>();
  else if (!is_annotation(keyword))
    throw std::invalid_argument("no rule is known for the keyword " + keyword + " of a schema");
}

bool SchemaRules::has_type(const Json& value, Type type)
{
  switch (type) {
    case Type::any:
      return true;
    case Type::object:
      return value.is_object();
    case Type::list:
      return value.is_array();
    case Type::string:
      return value.is_string();
    case Type::boolean:
      return value.is_boolean();
    case Type::whole_number:
      return value.is_number_integer();
    case Type::number:
      return value.is_number();
  }
  return false;
}

bool SchemaRules::string_fits(const std::string& text, const Rule& rule)
{
  if (!rule.words.empty() && std::ranges::find(rule.words, text) == rule.words.end()) return false;
  const std::size_t most = rule.most_characters.value_or(text.size());
  // A character has one to four bytes, which mostly is all that one needs to know.
  if (text.size() <= most && text.size() / 4 >= rule.least) return true;
  const std::size_t characters = utf8_characters(text);
  return characters >= rule.least && characters <= most;
}

bool SchemaRules::object_fits(const Json& object, const Rule& rule)
{
  if (object.size() < rule.least) return false;
  for (const std::string& name : rule.required)
    if (!object.contains(name)) return false;
  for (const auto& [key, member] : object.get_ref<const Json::object_t&>()) {
    const auto known = rule.properties.find(key);
    if (known == rule.properties.end() ? rule.closed : !fits(member, *known->second)) return false;
  }
  return true;
}

bool SchemaRules::fits(const Json& value, const Rule& rule)
{
  if (!has_type(value, rule.type)) return false;
  if (!rule.any_of.empty() &&
      std::ranges::none_of(rule.any_of, [&](const Rule* choice) { return fits(value, *choice); }))
    return false;
  if (!rule.words.empty() && !value.is_string()) return false;
  if (value.is_string()) return string_fits(value.get_ref<const std::string&>(), rule);
  if (value.is_object()) return object_fits(value, rule);
  if (value.is_array())
    return value.size() >= rule.least &&
           (rule.items == nullptr || std::ranges::all_of(value, [&](const Json& element) {
              return fits(element, *rule.items);
            }));
  if (!value.is_number()) return true;
  const double number = value.get<double>();
  return number >= rule.minimum.value_or(number) && number <= rule.maximum.value_or(number);
}

}  // namespace lvsd
