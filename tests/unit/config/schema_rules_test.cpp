// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/schema_rules.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "lvsd/config/schema_check.hpp"
#include "schemas/schemas.hpp"
#include "tests/support/catch.hpp"

namespace {

using lvsd::Json;
using lvsd::SchemaRules;

bool fits(const char* schema, const char* value)
{
  return SchemaRules(Json::parse(schema), "").fit(Json::parse(value));
}

TEST_CASE("rules say what fits the keywords of a schema")
{
  CHECK(fits(R"({"type": "integer", "minimum": 1, "maximum": 3})", "3"));
  CHECK(!fits(R"({"type": "integer", "minimum": 1, "maximum": 3})", "4"));
  CHECK(!fits(R"({"type": "integer", "minimum": 1, "maximum": 3})", "0"));
  CHECK(!fits(R"({"type": "integer"})", "\"1\""));
  CHECK(fits(R"({"type": "number"})", "1.5"));
  CHECK(fits(R"({"enum": ["a", "b"]})", "\"b\""));
  CHECK(!fits(R"({"enum": ["a", "b"]})", "\"c\""));
  CHECK(!fits(R"({"enum": ["a", "b"]})", "1"));
  CHECK(fits(R"({"type": "string", "minLength": 1, "maxLength": 2})", "\"ää\""));
  CHECK(!fits(R"({"type": "string", "minLength": 1, "maxLength": 2})", "\"abc\""));
  CHECK(!fits(R"({"type": "string", "minLength": 1})", "\"\""));
  CHECK(fits(R"({"type": "array", "minItems": 1, "items": {"type": "boolean"}})", "[true]"));
  CHECK(!fits(R"({"type": "array", "minItems": 1, "items": {"type": "boolean"}})", "[]"));
  CHECK(!fits(R"({"type": "array", "items": {"type": "boolean"}})", "[true, 1]"));
  CHECK(fits(R"({"anyOf": [{"type": "string"}, {"type": "integer"}]})", "1"));
  CHECK(!fits(R"({"anyOf": [{"type": "string"}, {"type": "integer"}]})", "true"));
}

TEST_CASE("rules say what members an object has")
{
  const char* const schema = R"({"type": "object", "required": ["a"], "additionalProperties": false,
                                 "properties": {"a": {"$ref": "#/definitions/a"}, "b": {}},
                                 "definitions": {"a": {"type": "integer"}}})";
  CHECK(fits(schema, R"({"a": 1})"));
  CHECK(fits(schema, R"({"a": 1, "b": "anything"})"));
  CHECK(!fits(schema, R"({"b": 1})"));
  CHECK(!fits(schema, R"({"a": "1"})"));
  CHECK(!fits(schema, R"({"a": 1, "c": 1})"));
  CHECK(!fits(schema, "[1]"));
}

TEST_CASE("a rule may refer to itself")
{
  const char* const schema = R"({"type": "array", "items": {"$ref": "#"}})";
  CHECK(fits(schema, "[[], [[]]]"));
  CHECK(!fits(schema, "[[], [1]]"));
}

TEST_CASE("a keyword without a rule is refused, and so is what is a schema for other members")
{
  CHECK_THROWS_AS(SchemaRules(Json::parse(R"({"oneOf": []})"), ""), std::invalid_argument);
  CHECK_THROWS_AS(SchemaRules(Json::parse(R"({"additionalProperties": {}})"), ""),
                  std::invalid_argument);
}

/// Puts `value` in the place of each value of `root`, one after the other.
void with_each_replaced(Json& root, Json& part, const Json& value,
                        const std::function<void(const Json&)>& look)
{
  Json before = std::exchange(part, value);
  look(root);
  part = std::move(before);
  if (part.is_structured())
    for (Json& child : part)
      with_each_replaced(root, child, value, look);
}

TEST_CASE("whatever fits the rules fits the schema, and every example fits both")
{
  const Json schema = Json::parse(lvsd::schemas().at("lvsd"));
  const lvsd::SchemaCheck check(lvsd::without_patterns(schema));
  const SchemaRules rules(schema, "");
  int fitting = 0;
  int others = 0;
  const auto agree = [&](const Json& document) {
    const bool fit = rules.fit(document);
    ++(fit ? fitting : others);
    if (fit != check.fits(document)) {
      INFO(document.dump());
      CHECK(!fit);  // 5.0 is a whole number to the schema
    }
  };
  for (const auto& [name, property] : schema["properties"].items())
    for (const Json& example : property["examples"]) {
      Json document{{name, example}};
      INFO(document.dump());
      CHECK(rules.fit(document));
      for (const char* value : {"null", "true", "-1", "0", "5.0", "70000", "\"\"", "\"5m\"", "[]",
                                "{}", "[1]", "{\"address\": \"10.0.0.1\"}"})
        with_each_replaced(document, document, Json::parse(value), agree);
    }
  CHECK(fitting >= 50);
  CHECK(others > 200);
}

}  // namespace
