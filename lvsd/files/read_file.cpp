// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/files/read_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "lvsd/files/closed_path.hpp"
#include "lvsd/system/descriptor.hpp"

namespace lvsd {
namespace {

FileText failed(const char* what)
{
  return {{}, std::string(what) + ": " + std::generic_category().message(errno)};
}

FileText failed_to_open(const std::string& path)
{
  const bool forbidden = errno == EACCES;
  FileText failure = failed("cannot open it");
  if (forbidden) failure.error += ": " + told_of_closed(path, Access::read_file);
  return failure;
}

std::string kind_fault(mode_t mode)
{
  if (S_ISREG(mode)) return "";
  if (S_ISDIR(mode)) return "a directory, not a file";
  if (S_ISFIFO(mode)) return "a FIFO, not a regular file";
  if (S_ISSOCK(mode)) return "a socket, not a regular file";
  return "a device, not a regular file";
}

/// Reads to the end, or one byte beyond the limit: a file may grow while it is read.
FileText read_all(const Descriptor& file, std::size_t size, std::size_t limit)
{
  FileText read;
  read.text.resize(std::min(size, limit) + 1);
  std::size_t got = 0;
  while (true) {
    const ssize_t count = ::read(file.get(), read.text.data() + got, read.text.size() - got);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failed("cannot read it");
    if (count == 0) break;
    got += static_cast<std::size_t>(count);
    if (got > limit) return {{}, {}, true};
    if (got == read.text.size()) read.text.resize(std::min(2 * got, limit) + 1);
  }
  read.text.resize(got);
  return read;
}

}  // namespace

FileText read_file(const std::string& path, std::size_t limit)
{
  // Without O_NONBLOCK the opening of a FIFO would wait for somebody who writes to it.
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (file.get() < 0) return failed_to_open(path);
  struct stat status {};
  if (fstat(file.get(), &status) != 0) return failed("cannot look at it");
  if (const std::string fault = kind_fault(status.st_mode); !fault.empty()) return {{}, fault};
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size > limit) return {{}, {}, true};
  return read_all(file, size, limit);
}

}  // namespace lvsd
