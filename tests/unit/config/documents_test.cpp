// SPDX-License-Identifier: GPL-2.0-or-later
// The configs that the documents quote, whole or in part.
#include <algorithm>
#include <filesystem>
#include <regex>

#include "tests/support/catch.hpp"
#include "tests/support/memory_files.hpp"
#include "tests/unit/config/json_text.hpp"

namespace {

namespace fs = std::filesystem;
using lvsd::Json;
using tests::parsed;
using tests::text_of;

/// The JSON objects that a document shows, in Markdown or in mdoc; a line of "..." stands for what
/// is left out.
std::vector<std::string> quoted_by(const fs::path& document)
{
  const std::regex block(R"((?:```jsonc\n|\.Bd -literal[^\n]*\n)(\{\n[^]*?\n\}\n)(?:```|\.Ed))");
  const std::string text = text_of(document);
  std::vector<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), block), end; at != end; ++at)
    found.push_back(std::regex_replace((*at)[1].str(), std::regex(R"(,\n *\.\.\.\n)"), "\n"));
  return found;
}

TEST_CASE("the configs in the README and in lvsd.json(5) are without problems")
{
  for (const std::string name : {"README.md", "doc/lvsd.json.5.in"}) {
    const std::vector<std::string> quoted = quoted_by(fs::path(PROJECT_FOLDER) / name);
    REQUIRE(quoted.size() == 1);
    INFO(name << ": " << quoted.front());
    const lvsd::LoadResult result = tests::loaded(quoted.front());
    CHECK(tests::told(result).empty());
    CHECK(result.config);
  }
}

TEST_CASE("a service that a tutorial quotes is as in the example that it is about")
{
  for (const std::string name : {"ftp", "marks"}) {
    const fs::path folder = fs::path(PROJECT_FOLDER) / "doc";
    const Json example = parsed(text_of(folder / "examples" / (name + ".json")));
    const std::vector<std::string> quoted = quoted_by(folder / (name + ".md"));
    REQUIRE(quoted.size() == 1);
    const Json shown = parsed(quoted.front());
    INFO(name << ": " << shown.dump());
    const auto& services = example.at("services");
    const auto same_name = [&](const Json& one) { return one.at("name") == shown.at("name"); };
    const auto service = std::find_if(services.begin(), services.end(), same_name);
    REQUIRE(service != services.end());
    for (const auto& [key, value] : shown.items())
      CHECK(service->value(key, Json()) == value);
  }
}

}  // namespace
