// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "lvsd/config/json.hpp"

namespace tests {

/// What is in a file; nothing where it cannot be read.
inline std::string text_of(const std::filesystem::path& path)
{
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// JSON with comments.
inline lvsd::Json parsed(const std::string& text)
{
  return lvsd::Json::parse(text, nullptr, true, /*ignore_comments=*/true);
}

}  // namespace tests
