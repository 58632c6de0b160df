// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/schema_explain.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "libipvsctl/model/endpoint.hpp"
#include "lvsd/config/field.hpp"
#include "lvsd/config/quoted.hpp"
#include "lvsd/config/suggest.hpp"
#include "lvsd/config/utf8.hpp"

namespace lvsd {
namespace {

bool has_type(const Json& value, const std::string& type)
{
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_boolean();
  if (type == "integer") return value.is_number_integer();
  return type == "number" && value.is_number();
}

std::string text_of(const Json& schema, const char* keyword)
{
  return schema.value(keyword, std::string());
}

std::vector<std::string> words_of(const Json& strings)
{
  return strings.get<std::vector<std::string>>();
}

/// "a whole number from 0 to 65535".
std::string number_phrase(const Json& schema)
{
  std::string phrase = text_of(schema, "type") == "integer" ? "a whole number" : "a number";
  if (!schema.contains("minimum")) return phrase;
  if (schema.contains("maximum"))
    return phrase + " from " + schema["minimum"].dump() + " to " + schema["maximum"].dump();
  return phrase + " of at least " + schema["minimum"].dump();
}

/// What the schema wants, in words: "a whole number from 0 to 255".
std::string phrase_of(const Json& schema)
{
  if (schema.contains("title")) return text_of(schema, "title");
  if (schema.contains("enum")) return one_of(words_of(schema["enum"]));
  const std::string type = text_of(schema, "type");
  if (type == "object") return "an object";
  if (type == "array") return "a list";
  if (type == "string") return "a string";
  if (type == "boolean") return "true or false";
  return number_phrase(schema);
}

bool string_fits(const std::string& text, const Json& schema)
{
  if (schema.contains("enum")) {
    const auto words = words_of(schema["enum"]);
    return std::find(words.begin(), words.end(), text) != words.end();
  }
  const std::size_t characters = utf8_characters(text);
  return characters >= schema.value("minLength", std::size_t{0}) &&
         characters <= schema.value("maxLength", characters);
}

bool number_fits(const Json& value, const Json& schema)
{
  return (!schema.contains("minimum") || value >= schema["minimum"]) &&
         (!schema.contains("maximum") || value <= schema["maximum"]);
}

bool scalar_fits(const Json& value, const Json& schema)
{
  if (value.is_string()) return string_fits(value.get_ref<const std::string&>(), schema);
  return !value.is_number() || number_fits(value, schema);
}

/// The word of an enumeration that may have been meant.
std::string hint_for(const Json& value, const Json& schema)
{
  if (!value.is_string() || !schema.contains("enum")) return "";
  return did_you_mean(value.get_ref<const std::string&>(), words_of(schema["enum"]));
}

/// Whether the object has the key after all, mistyped, which is told where it stands.
bool has_mistyped(const Json& object, const std::string& name, const Json& schema)
{
  return schema.contains("properties") &&
         is_mistyped(name, keys_of(object), keys_of(schema["properties"]));
}

class Explainer {
public:
  Explainer(const Json& schema, Findings& findings, const std::vector<std::string>& withheld)
      : root_(schema), findings_(findings), withheld_(withheld)
  {
  }

  void explain(const Json& value, const Json& unresolved);

private:
  const Json& resolved(const Json& schema) const;
  std::vector<std::string> offered_of(const Json& schema) const;
  const Json* alternative(const Json& value, const Json& schema) const;
  std::string hint_without_quotes(const Json& value, const Json& schema) const;
  std::string hint_in_object(const Json& value, const Json& schema) const;
  bool may_have(const Json& unresolved, const std::string& key) const;
  std::vector<std::string> owners_of(const std::string& key, const Json& schema) const;
  std::string hint_for_key(const std::string& key, const Json& schema) const;
  void explain_list(const Json& value, const Json& schema);
  void explain_object(const Json& value, const Json& schema);
  void explain_keys(const Json& value, const Json& schema);

  const Json& root_;
  Findings& findings_;
  const std::vector<std::string>& withheld_;
};

const Json& Explainer::resolved(const Json& schema) const
{
  const auto reference = schema.find("$ref");
  if (reference == schema.end()) return schema;
  const std::string name = reference->get<std::string>().substr(1);
  return resolved(root_.at(Json::json_pointer(name)));
}

/// The schema itself, or that of its alternatives which is for values of this type.
const Json* Explainer::alternative(const Json& value, const Json& schema) const
{
  if (!schema.contains("anyOf"))
    return !schema.contains("type") || has_type(value, text_of(schema, "type")) ? &schema : nullptr;
  for (const Json& choice : schema["anyOf"])
    if (const Json* found = alternative(value, resolved(choice))) return found;
  return nullptr;
}

/// Where a number or a word stands in quotes that would be right without them.
std::string Explainer::hint_without_quotes(const Json& value, const Json& schema) const
{
  if (!value.is_string()) return "";
  const auto& text = value.get_ref<const std::string&>();
  const Json meant = Json::parse(text, nullptr, false);
  if (!meant.is_number() && !meant.is_boolean()) return "";
  const Json* choice = alternative(meant, schema);
  return choice != nullptr && scalar_fits(meant, *choice)
             ? "; did you mean " + text + ", without quotes?"
             : "";
}

/// Where an address, or the name of a VIP, stands by itself that would be right in an object.
std::string Explainer::hint_in_object(const Json& value, const Json& schema) const
{
  const Json* object = alternative(Json::object(), schema);
  if (!value.is_string() || object == nullptr) return "";
  if (!may_have(*object, "address") || !may_have(*object, "port")) return "";
  const auto meant = [](const std::string& members) {
    return "; did you mean { " + members + " }?";
  };
  const auto& text = value.get_ref<const std::string&>();
  if (const auto endpoint = ipvsctl::parse_endpoint(text))
    return meant("\"address\": " + in_quotes(to_string(endpoint->first)) +
                 ", \"port\": " + std::to_string(endpoint->second));
  const bool is_address = ipvsctl::parse_ip_address(text).has_value();
  if (may_have(*object, "vip"))
    return meant((is_address ? "\"address\": " : "\"vip\": ") + in_quotes(text) + ", \"port\": 80");
  return is_address ? meant("\"address\": " + in_quotes(text)) : "";
}

void Explainer::explain(const Json& value, const Json& unresolved)
{
  if (findings_.full()) return;
  const Json& schema = resolved(unresolved);
  const Json* choice = alternative(value, schema);
  if (choice != nullptr && value.is_object()) return explain_object(value, *choice);
  if (choice != nullptr && value.is_array()) return explain_list(value, *choice);
  if (choice != nullptr && scalar_fits(value, *choice)) return;
  const Json& worded = unresolved.contains("title") ? unresolved : schema;
  findings_.error(value, "expected " + phrase_of(worded) + ", found " + shown(value) +
                             (choice == nullptr ? hint_without_quotes(value, schema) +
                                                      hint_in_object(value, schema)
                                                : hint_for(value, *choice)));
}

void Explainer::explain_list(const Json& value, const Json& schema)
{
  if (value.size() < schema.value("minItems", std::size_t{0}))
    findings_.error(value, "the list is empty; it needs at least one element");
  if (!schema.contains("items")) return;
  for (const Json& element : value)
    explain(element, schema["items"]);
}

void Explainer::explain_object(const Json& value, const Json& schema)
{
  if (value.size() < schema.value("minProperties", std::size_t{0}))
    findings_.error(value,
                    "the object is empty; it needs " + one_of(keys_of(schema["properties"])));
  for (const Json& name : schema.value("required", Json::array()))
    if (!value.contains(name.get_ref<const std::string&>()) &&
        !has_mistyped(value, name.get_ref<const std::string&>(), schema))
      findings_.error(value, "the key " + name.dump() + " is missing");
  if (schema.contains("properties")) explain_keys(value, schema);
}

/// The keys that an object of that schema may have.
std::vector<std::string> Explainer::offered_of(const Json& schema) const
{
  std::vector<std::string> keys = keys_of(schema["properties"]);
  if (&schema == &root_)
    std::erase_if(keys, [&](const std::string& key) {
      return std::ranges::find(withheld_, key) != withheld_.end();
    });
  return keys;
}

/// Whether an object of that schema, or one of its list, may have the key.
bool Explainer::may_have(const Json& unresolved, const std::string& key) const
{
  const Json& schema = resolved(unresolved);
  if (schema.contains("properties")) return schema["properties"].contains(key);
  if (schema.contains("items")) return may_have(schema["items"], key);
  return schema.contains("anyOf") && std::ranges::any_of(schema["anyOf"], [&](const Json& choice) {
           return may_have(choice, key);
         });
}

/// Where else a key may stand that an object does not have: the values of some of its keys have
/// it. Where one of these is required, the key will be part of that one. A name may be anybody's.
std::vector<std::string> Explainer::owners_of(const std::string& key, const Json& schema) const
{
  if (key == "name") return {};
  const auto owners_among = [&](const std::vector<std::string>& names) {
    std::vector<std::string> owners;
    for (const std::string& name : names)
      if (may_have(schema["properties"][name], key)) owners.push_back(name);
    return owners;
  };
  const auto required = owners_among(words_of(schema.value("required", Json::array())));
  return required.empty() ? owners_among(offered_of(schema)) : required;
}

std::string Explainer::hint_for_key(const std::string& key, const Json& schema) const
{
  const auto owners = owners_of(key, schema);
  if (!owners.empty()) return "; it belongs into " + one_of(owners);
  const auto known = offered_of(schema);
  const std::string meant = did_you_mean(key, known);
  return meant.empty() ? "; known here: " + one_of(known) : meant;
}

void Explainer::explain_keys(const Json& value, const Json& schema)
{
  const Json& properties = schema["properties"];
  for (const auto& [key, member] : value.items()) {
    if (findings_.full()) return;
    const auto known = properties.find(key);
    if (known != properties.end()) {
      explain(member, *known);
    } else if (schema.contains("additionalProperties")) {
      findings_.error_at_key(member, "unknown key " + in_quotes(key) + hint_for_key(key, schema));
    }
  }
}

}  // namespace

void explain_misfits(const Json& document, const Json& schema, Findings& findings,
                     const std::vector<std::string>& withheld)
{
  Explainer(schema, findings, withheld).explain(document, schema);
}

}  // namespace lvsd
