// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/files/disk_files.hpp"

#include <dirent.h>
#include <glob.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <system_error>

#include "lvsd/files/closed_path.hpp"
#include "lvsd/files/read_file.hpp"

namespace lvsd {
namespace {

/// What glob() came upon last in this thread; it hands nothing of its caller's to what it calls.
thread_local std::optional<std::system_error> trouble;

/// A file or folder that is not there is no trouble.
int note_trouble(const char* tried, const char* path, int error, Access missed)
{
  if (error == ENOENT || error == ENOTDIR) return 0;
  std::string text = std::string(tried) + path;
  if (error == EACCES) text += ", " + told_of_closed(path, missed);
  trouble.emplace(error, std::generic_category(), text);
  return 1;
}

int note_folder(const char* folder, int error)
{
  return note_trouble("cannot list ", folder, error, Access::list_folder);
}

/// What tells whether a folder that matched has the file that comes next; glob() itself takes every
/// error of it for no.
template <int (*look)(const char*, struct stat*)>
int noting(const char* path, struct stat* about)
{
  const int result = look(path, about);
  const int error = errno;
  // Nor is a link beside the folders that leads to itself, as little as one that leads nowhere.
  if (result != 0 && error != ELOOP)
    note_trouble("cannot look for ", path, error, Access::read_file);
  errno = error;
  return result;
}

/// The folder that a pattern begins with, in which the first part with a wildcard is looked for;
/// empty where it is the current one.
std::string folder_of(const std::string& pattern)
{
  std::string plain;
  std::size_t length = 0;
  for (std::size_t i = 0; i < pattern.size() && !std::strchr("*?[", pattern[i]); ++i) {
    if (pattern[i] == '\\' && i + 1 < pattern.size()) ++i;  // glob(7) takes the next one as it is
    plain += pattern[i];
    if (pattern[i] == '/') length = plain.size();
  }
  return plain.substr(0, length);
}

/// What is behind the folder could be a file that is yet to come; a folder that is not there is a
/// name that was mistyped, or one that somebody moved away with all its files.
void expect_folder(const std::string& pattern)
{
  std::string folder = folder_of(pattern);
  struct stat about {};
  if (folder.empty() || stat(folder.c_str(), &about) == 0) return;
  if (errno != ENOENT && errno != ENOTDIR) return;  // glob() tells of it
  while (folder.size() > 1 && folder.back() == '/')
    folder.pop_back();
  throw std::runtime_error("there is no folder " + folder +
                           "; mend the name, or make the folder, which may be empty");
}

/// A glob() that looks as it always does, and notes what keeps it from seeing.
glob_t noting_glob()
{
  glob_t found{};
  found.gl_opendir = [](const char* folder) -> void* { return opendir(folder); };
  found.gl_readdir = [](void* folder) { return readdir(static_cast<DIR*>(folder)); };
  found.gl_closedir = [](void* folder) { closedir(static_cast<DIR*>(folder)); };
  found.gl_stat = noting<stat>;
  found.gl_lstat = noting<lstat>;
  return found;
}

}  // namespace

FileText DiskFiles::read(const std::string& path, std::size_t limit)
{
  return read_file(path, limit);
}

std::vector<std::string> DiskFiles::matches(const std::string& pattern)
{
  glob_t found = noting_glob();
  std::vector<std::string> paths;
  expect_folder(pattern);
  trouble.reset();
  if (glob(pattern.c_str(), GLOB_ALTDIRFUNC, note_folder, &found) == 0)
    paths.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  globfree(&found);
  if (trouble) throw *trouble;
  return paths;
}

}  // namespace lvsd
