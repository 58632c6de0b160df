// SPDX-License-Identifier: GPL-2.0-or-later
// Holds the schema, the parser and the examples together.
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "lvsd/config/load.hpp"
#include "lvsd/config/schema_check.hpp"
#include "lvsd/files/disk_files.hpp"
#include "schemas/schemas.hpp"
#include "tests/support/catch.hpp"

namespace {

namespace fs = std::filesystem;
using lvsd::Json;

Json parsed_file(const fs::path& path)
{
  std::ifstream file(path);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  return Json::parse(text, nullptr, true, /*ignore_comments=*/true);
}

std::vector<fs::path> examples_of(const std::string& schema)
{
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(EXAMPLES_FOLDER) / schema))
    if (entry.path().extension() == ".json") found.push_back(entry.path());
  return found;
}

TEST_CASE("every schema has examples, and each of them fits it")
{
  for (const auto& [name, text] : lvsd::schemas()) {
    const Json schema = Json::parse(text);
    const auto examples = examples_of(std::string(name));
    CHECK(!examples.empty());
    for (const fs::path& path : examples) {
      INFO(path.string());
      CHECK(lvsd::fits_schema(parsed_file(path), schema));
    }
  }
}

TEST_CASE("every example of a config is one without problems")
{
  for (const fs::path& path : examples_of("lvsd")) {
    lvsd::DiskFiles files;
    const lvsd::LoadResult result = lvsd::load_config(files, path.string(), {});
    INFO(path.string());
    for (const lvsd::Problem& problem : result.problems)
      FAIL_CHECK(to_string(problem));
    CHECK(result.config);
  }
}

}  // namespace
