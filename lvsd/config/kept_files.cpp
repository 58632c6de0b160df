// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/kept_files.hpp"

namespace lvsd {

FileText KeptFiles::read(const std::string& path, std::size_t limit)
{
  const auto [kept, is_new] = texts_.try_emplace(path);
  if (is_new) kept->second = files_.read(path, limit);
  return kept->second;
}

std::vector<std::string> KeptFiles::matches(const std::string& pattern)
{
  const auto [kept, is_new] = matches_.try_emplace(pattern);
  if (is_new) kept->second = files_.matches(pattern);
  return kept->second;
}

}  // namespace lvsd
