// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/state/state_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "lvsd/system/write_all.hpp"

namespace lvsd {
namespace {

[[noreturn]] void fail(const std::string& what)
{
  throw std::system_error(errno, std::generic_category(), what);
}

/// A file that has other names too is left alone: it may be somebody else's.
void give_to_owner_of_folder(int file, const std::string& path)
{
  const std::string folder = std::filesystem::path(path).parent_path();
  struct stat of_folder {};
  struct stat of_file {};
  if (geteuid() != 0 || stat(folder.c_str(), &of_folder) != 0) return;
  if (fstat(file, &of_file) != 0 || of_file.st_nlink != 1) return;
  if (fchown(file, of_folder.st_uid, of_folder.st_gid) != 0) fail("cannot give away " + path);
}

}  // namespace

Descriptor open_state_file(const std::string& path, int flags)
{
  Descriptor file(open(path.c_str(), flags | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640));
  if (file.get() < 0) fail("cannot write " + path);
  give_to_owner_of_folder(file.get(), path);
  return file;
}

std::optional<std::string> read_state_file(const std::string& path)
{
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0 && errno == ENOENT) return {};
  if (file.get() < 0) fail("cannot read " + path);
  std::string text;
  std::array<char, 65536> buffer{};
  for (;;) {
    const ssize_t size = read(file.get(), buffer.data(), buffer.size());
    if (size == 0) return text;
    if (size < 0 && errno != EINTR) fail("cannot read " + path);
    if (size > 0) text.append(buffer.data(), static_cast<std::size_t>(size));
  }
}

void write_state_file(const std::string& path, const std::string& text)
{
  const std::string draft = path + ".new";
  const Descriptor file = open_state_file(draft, O_WRONLY | O_TRUNC);
  if (!write_all(file.get(), text)) fail("cannot write " + draft);
  if (fsync(file.get()) != 0) fail("cannot write " + draft);
  if (rename(draft.c_str(), path.c_str()) != 0) fail("cannot write " + path);
}

}  // namespace lvsd
