// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string>

#include "lvsd/config/load.hpp"

namespace tests {

/// Files that are in memory, by their paths; a pattern "*" matches all of them.
class MemoryFiles final : public lvsd::FileReader {
public:
  explicit MemoryFiles(std::map<std::string, std::string> files) : files_(std::move(files)) {}

  lvsd::FileText read(const std::string& path, std::size_t limit) override
  {
    const auto found = files_.find(path);
    if (found == files_.end()) return {{}, "there is no such file"};
    if (found->second.size() > limit) return {{}, {}, true};
    return {found->second, {}};
  }

  std::vector<std::string> matches(const std::string&) override
  {
    std::vector<std::string> names;
    for (const auto& [name, text] : files_)
      names.push_back(name);
    return names;
  }

private:
  std::map<std::string, std::string> files_;
};

/// Loads a config that is one file, called "f".
inline lvsd::LoadResult loaded(std::string text, const lvsd::Environment& environment = {})
{
  MemoryFiles files({{"f", std::move(text)}});
  return lvsd::load_config(files, "f", environment);
}

/// What load_config has to say of it, a line each.
inline std::string told(const lvsd::LoadResult& result)
{
  std::string text;
  for (const lvsd::Problem& problem : result.problems)
    text += to_string(problem) + "\n";
  return text;
}

}  // namespace tests
