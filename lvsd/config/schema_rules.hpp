// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lvsd/config/json.hpp"

namespace lvsd {

/// A part of a JSON Schema (draft-07), made ready to say quickly of many values that they fit.
class SchemaRules {
public:
  /// The part of `schema` that the JSON pointer names; `schema` is not needed afterwards.
  ///
  /// Throws std::invalid_argument on a keyword that is none of those that lvsd's schemas have.
  SchemaRules(const Json& schema, const std::string& pointer);

  /// Whether the value certainly fits. What does not may still fit the schema, as 5.0 is a whole
  /// number to it: SchemaCheck knows.
  bool fit(const Json& value) const { return fits(value, *root_); }

private:
  enum class Type { any, object, list, string, boolean, whole_number, number };

  struct Rule {
    Type type = Type::any;
    std::vector<const Rule*> any_of;
    std::vector<std::string> words;  ///< those of an enumeration
    std::optional<double> minimum, maximum;
    std::size_t least = 0;  ///< characters, elements or members
    std::optional<std::size_t> most_characters;
    const Rule* items = nullptr;
    std::map<std::string, const Rule*, std::less<>> properties;
    std::vector<std::string> required;
    bool closed = false;  ///< has no properties but those
  };

  const Rule* rule_for(const Json& schema, const Json& part);
  const Rule* referred(const Json& schema, const std::string& pointer);
  void take(Rule& rule, const Json& schema, const std::string& keyword, const Json& value);

  static bool fits(const Json& value, const Rule& rule);
  static bool has_type(const Json& value, Type type);
  static bool string_fits(const std::string& text, const Rule& rule);
  static bool object_fits(const Json& object, const Rule& rule);

  std::deque<Rule> rules_;
  std::map<std::string, const Rule*> by_pointer_;
  const Rule* root_;
};

}  // namespace lvsd
