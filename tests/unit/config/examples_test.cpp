// SPDX-License-Identifier: GPL-2.0-or-later
// Holds the schemas, the parser and the examples together.
#include <filesystem>
#include <functional>
#include <regex>
#include <set>

#include "lvsd/config/load.hpp"
#include "lvsd/config/schema_check.hpp"
#include "lvsd/files/disk_files.hpp"
#include "schemas/schemas.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/memory_files.hpp"
#include "tests/unit/config/json_text.hpp"

namespace {

namespace fs = std::filesystem;
using lvsd::Json;
using tests::parsed;
using tests::text_of;

Json schema_of(const std::string& name)
{
  return Json::parse(lvsd::schemas().at(name));
}

std::vector<fs::path> json_files(const fs::path& folder)
{
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".json") found.push_back(entry.path());
  return found;
}

/// Those beside the schemas, and the configs that the scenarios play.
std::vector<fs::path> examples_of(const std::string& schema)
{
  std::vector<fs::path> found = json_files(fs::path(EXAMPLES_FOLDER) / schema);
  if (schema != "lvsd") return found;
  const std::vector<fs::path> scenes = json_files(SCENES_FOLDER);
  CHECK(!scenes.empty());
  found.insert(found.end(), scenes.begin(), scenes.end());
  return found;
}

using Property = std::function<void(const std::string& name, const Json& property)>;

/// Calls `visit` with every property that is described anywhere in `schema`, and where it is.
void for_each_property(const Json& schema, const Property& visit, const std::string& at = "")
{
  if (!schema.is_structured()) return;
  if (schema.is_object() && schema.contains("properties"))
    for (const auto& [key, property] : schema["properties"].items())
      visit(at + "/" + key, property);
  for (const auto& [key, part] : schema.items())
    if (key != "examples" && key != "default") for_each_property(part, visit, at + "/" + key);
}

TEST_CASE("every schema has examples, and each of them fits it, its patterns too")
{
  for (const auto& [name, text] : lvsd::schemas()) {
    const lvsd::SchemaCheck check(Json::parse(text));
    const auto examples = examples_of(std::string(name));
    CHECK(!examples.empty());
    for (const fs::path& path : examples) {
      INFO(path.string());
      CHECK(check.fits(parsed(text_of(path))));
    }
  }
}

TEST_CASE("every example of a config is one without problems")
{
  for (const fs::path& path : examples_of("lvsd")) {
    lvsd::DiskFiles files;
    const lvsd::LoadResult result = lvsd::load_config(files, path.string(), {});
    INFO(path.string());
    CHECK(tests::told(result).empty());
    CHECK(result.config);
  }
}

TEST_CASE(
    "every property of the config's schema has a description, and examples and a default that fit "
    "it")
{
  const Json schema = schema_of("lvsd");
  for_each_property(schema, [&](const std::string& name, const Json& property) {
    INFO(name);
    CHECK(property.value("description", std::string()).size() > 10);
    REQUIRE(property.contains("examples"));
    CHECK(!property["examples"].empty());
    const lvsd::SchemaCheck check(
        Json{{"definitions", schema["definitions"]}, {"allOf", Json::array({property})}});
    for (const Json& example : property["examples"])
      CHECK(check.fits(example));
    CHECK((!property.contains("default") || check.fits(property["default"])));
  });
}

TEST_CASE("whatever of the config's schema has alternatives says in words what they are")
{
  const Json schema = schema_of("lvsd");
  const std::function<void(const Json&)> look = [&](const Json& part) {
    if (!part.is_structured()) return;
    if (part.is_object() && part.contains("anyOf")) {
      INFO(part.dump());
      CHECK(part.contains("title"));
    }
    for (const Json& child : part)
      look(child);
  };
  look(schema);
}

/// Every member of every object of `root`, by its JSON pointer.
std::vector<Json::json_pointer> members_of(const Json& root)
{
  std::vector<Json::json_pointer> found;
  const Json flat = root.flatten();
  std::set<std::string> pointers;
  for (const auto& [pointer, value] : flat.items())
    for (Json::json_pointer at(pointer); !at.empty(); at = at.parent_pointer())
      if (root.at(at.parent_pointer()).is_object()) pointers.insert(at.to_string());
  for (const std::string& pointer : pointers)
    found.emplace_back(pointer);
  return found;
}

lvsd::LoadResult loaded_main(const Json& root)
{
  tests::MemoryFiles files({{"f", root.dump()}});
  return lvsd::load_config(files, "f", {});
}

/// The part of `schema` that has a list's or an object's `keyword`, among its alternatives.
const Json* part_with(const Json& root, const Json& schema, const char* keyword)
{
  if (schema.contains("$ref"))
    return part_with(root, root.at(Json::json_pointer(schema["$ref"].get<std::string>().substr(1))),
                     keyword);
  if (schema.contains(keyword)) return &schema[keyword];
  if (!schema.contains("anyOf")) return nullptr;
  for (const Json& choice : schema["anyOf"])
    if (const Json* found = part_with(root, choice, keyword)) return found;
  return nullptr;
}

/// The property of the schema that describes the member at `pointer` of `document`.
const Json* property_of(const Json& schema, const Json& document, const Json::json_pointer& pointer)
{
  if (pointer.empty()) return &schema;
  const Json::json_pointer parent = pointer.parent_pointer();
  const Json* above = property_of(schema, document, parent);
  // An object may stand where a list of them may stand too.
  if (document.at(parent).is_array()) return part_with(schema, *above, "items");
  const Json* properties = part_with(schema, *above, "properties");
  REQUIRE(properties != nullptr);
  return &properties->at(pointer.back());
}

/// Adds the properties of the schema without which this config is another one.
void add_what_matters(const Json& schema, const Json& root, std::set<const Json*>& matter)
{
  const auto whole = loaded_main(root).config;
  REQUIRE(whole);
  for (const Json::json_pointer& member : members_of(root)) {
    Json without = root;
    without.at(member.parent_pointer()).erase(member.back());
    if (loaded_main(without).config != whole) matter.insert(property_of(schema, root, member));
  }
}

std::set<std::string> keys_of_schema()
{
  std::set<std::string> keys;
  for_each_property(schema_of("lvsd"), [&](const std::string& name, const Json&) {
    keys.insert(name.substr(name.rfind('/') + 1));
  });
  return keys;
}

TEST_CASE("every key of the schema changes what comes of a config")
{
  const Json schema = schema_of("lvsd");
  Json everything = parsed(text_of(fs::path(EXAMPLES_FOLDER) / "lvsd/everything.json"));
  everything.erase("include");  // here are no other files; it has its cases
  std::set<const Json*> matter;
  add_what_matters(schema, everything, matter);
  // What cannot stand beside the rest.
  add_what_matters(schema, parsed(R"({"director": {"marks": {"first": 5, "last": 6}}})"), matter);
  add_what_matters(schema, parsed(R"({
    "defaults": {"one_packet": true},
    "services": [{"name": "dns", "virtual": {"address": "192.0.2.53", "protocol": "udp", "port": 53}}]
  })"),
                   matter);

  for_each_property(schema, [&](const std::string& name, const Json& property) {
    if (name == "/$schema" || name == "/include") return;
    INFO(name);
    CHECK(matter.contains(&property));
  });
}

TEST_CASE("every key that the parser looks for is in the schema")
{
  const std::set<std::string> keys = keys_of_schema();
  const std::regex use("(?:member|said|text_member|number)\\((?:[^()\"]*, )?\"([a-z0-9_]+)\"");
  std::set<std::string> looked_for;
  for (const auto& entry : fs::directory_iterator(CONFIG_FOLDER)) {
    if (entry.path().extension() != ".cpp") continue;
    const std::string text = text_of(entry.path());
    for (std::sregex_iterator found(text.begin(), text.end(), use), end; found != end; ++found)
      looked_for.insert((*found)[1]);
  }
  CHECK(looked_for.size() > 40);
  for (const std::string& key : looked_for) {
    INFO(key);
    CHECK(keys.contains(key));
  }
}

}  // namespace
