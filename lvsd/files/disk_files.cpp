// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/files/disk_files.hpp"

#include <glob.h>

#include "lvsd/files/read_file.hpp"

namespace lvsd {

FileText DiskFiles::read(const std::string& path, std::size_t limit)
{
  return read_file(path, limit);
}

std::vector<std::string> DiskFiles::matches(const std::string& pattern)
{
  glob_t found{};
  std::vector<std::string> paths;
  if (glob(pattern.c_str(), 0, nullptr, &found) == 0)
    paths.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  globfree(&found);
  return paths;
}

}  // namespace lvsd
