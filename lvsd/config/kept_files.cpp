// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/kept_files.hpp"

namespace lvsd {

FileText KeptFiles::read(const std::string& path, std::size_t limit)
{
  const auto kept = texts_.find(path);
  if (kept != texts_.end()) return kept->second;
  return texts_.emplace(path, files_.read(path, limit)).first->second;
}

std::vector<std::string> KeptFiles::matches(const std::string& pattern)
{
  const auto kept = matches_.find(pattern);
  if (kept != matches_.end()) return kept->second;
  return matches_.emplace(pattern, files_.matches(pattern)).first->second;
}

}  // namespace lvsd
