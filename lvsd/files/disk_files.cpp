// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/files/disk_files.hpp"

#include <glob.h>

#include <cerrno>
#include <optional>
#include <system_error>

#include "lvsd/files/read_file.hpp"

namespace lvsd {
namespace {

/// What glob() came upon last in this thread; it hands nothing of its caller's to note_trouble().
thread_local std::optional<std::system_error> trouble;

/// A folder that is not there has no files.
int note_trouble(const char* folder, int error)
{
  if (error == ENOENT || error == ENOTDIR) return 0;
  trouble.emplace(error, std::generic_category(), "cannot list " + std::string(folder));
  return 1;
}

}  // namespace

FileText DiskFiles::read(const std::string& path, std::size_t limit)
{
  return read_file(path, limit);
}

std::vector<std::string> DiskFiles::matches(const std::string& pattern)
{
  glob_t found{};
  std::vector<std::string> paths;
  trouble.reset();
  if (glob(pattern.c_str(), 0, note_trouble, &found) == 0)
    paths.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  globfree(&found);
  if (trouble) throw *trouble;
  return paths;
}

}  // namespace lvsd
