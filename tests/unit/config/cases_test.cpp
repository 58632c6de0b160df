// SPDX-License-Identifier: GPL-2.0-or-later
// Each folder of tests/cases/config is a case: config.json, whatever it includes, and expected.txt
// with the problems that are told and the config that comes of it.
//
// With LVSD_REWRITE_CASES in the environment expected.txt is written anew, to be read by a person.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "lvsd/config/load.hpp"
#include "lvsd/files/disk_files.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/config/config_text.hpp"
#include "tests/unit/config/json_text.hpp"

namespace {

namespace fs = std::filesystem;
using tests::text_of;

std::vector<fs::path> cases()
{
  std::vector<fs::path> found;
  for (const fs::directory_entry& entry : fs::directory_iterator(CASES_FOLDER))
    if (entry.is_directory()) found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

/// `text` with the case's folder taken out of file names.
std::string without_folder(std::string text, const std::string& folder)
{
  for (std::size_t at = text.find(folder); at != std::string::npos; at = text.find(folder, at))
    text.erase(at, folder.size());
  return text;
}

std::string outcome(const fs::path& folder)
{
  const lvsd::Environment environment{{}, std::set<std::string>{"lo", "eth0", "eth1"}, {}};
  lvsd::DiskFiles files;
  const lvsd::LoadResult result =
      lvsd::load_config(files, (folder / "config.json").string(), environment);
  std::string text;
  for (const lvsd::Problem& problem : result.problems)
    text += to_string(problem) + "\n";
  if (result.config) text += tests::config_text(*result.config);
  return without_folder(text, folder.string() + "/");
}

TEST_CASE("every case comes out as expected")
{
  const std::vector<fs::path> folders = cases();
  REQUIRE(!folders.empty());
  for (const fs::path& folder : folders) {
    INFO("case " << folder.filename().string());
    const std::string text = outcome(folder);
    const fs::path expected = folder / "expected.txt";
    if (std::getenv("LVSD_REWRITE_CASES") != nullptr) std::ofstream(expected) << text;
    CHECK(text == text_of(expected));
  }
  CHECK(std::getenv("LVSD_REWRITE_CASES") == nullptr);
}

}  // namespace
