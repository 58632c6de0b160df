// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/sysctl/parameters.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <sstream>
#include <system_error>

#include "libipvsctl/sysctl/why_missing.hpp"

namespace ipvsctl::sysctl {
namespace {

/// An open parameter.
class File {
public:
  /// Throws std::system_error where the path is none, or the file cannot be opened.
  File(const std::string& path, int flags) : path_(path)
  {
    if (const std::string wrong = wrong_with_path(path); !wrong.empty())
      throw std::system_error(EINVAL, std::system_category(), path + ": " + wrong);
    descriptor_ = open(("/proc/sys/" + path).c_str(), flags | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor_ < 0) fail(errno, "");
  }
  ~File() { close(descriptor_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  std::string read_all() const
  {
    std::string text;
    char buffer[4096];
    for (;;) {
      const ssize_t size = ::read(descriptor_, buffer, sizeof buffer);
      if (size == 0) return text;
      if (size < 0 && errno != EINTR) fail(errno, "");
      if (size > 0) text.append(buffer, static_cast<std::size_t>(size));
    }
  }

  void write_all(const std::string& value) const
  {
    // The kernel takes a parameter in one piece or not at all. The newline makes an empty value
    // one.
    const std::string line = value + "\n";
    const ssize_t size = ::write(descriptor_, line.data(), line.size());
    if (size < 0) fail(errno, value);
    if (static_cast<std::size_t>(size) != line.size())
      throw std::system_error(EIO, std::system_category(),
                              path_ + ": the kernel took " + std::to_string(size) + " of the " +
                                  std::to_string(line.size()) + " bytes of '" + value + "\\n'");
  }

private:
  [[noreturn]] void fail(int error, const std::string& value) const;

  std::string path_;
  int descriptor_ = -1;
};

std::string meaning_of(int error, const std::string& path, const std::string& value)
{
  switch (error) {
    case ENOENT:
      return why_missing(path, access("/proc/sys/net/ipv4/vs", F_OK) == 0);
    case EINVAL:
    case ERANGE:
      return "the kernel does not accept '" + value + "'";
    case EACCES:
    case EPERM:
      return "it may not be changed: it is read-only, or CAP_NET_ADMIN is missing";
    case EROFS:
      return "/proc/sys is mounted read-only, as in a container";
    default:
      return {};
  }
}

void File::fail(int error, const std::string& value) const
{
  const std::string meaning = meaning_of(error, path_, value);
  throw std::system_error(error, std::system_category(),
                          meaning.empty() ? path_ : path_ + ": " + meaning);
}

}  // namespace

std::string wrong_with_path(const std::string& path)
{
  if (path.find('\0') != std::string::npos) return "a path has no NUL in it";
  if (path.starts_with('/')) return "the path is below /proc/sys, so it begins without a slash";
  std::istringstream parts(path + "/");
  for (std::string part; std::getline(parts, part, '/');) {
    if (part.empty()) return "the path has an empty part";
    if (part == "." || part == "..") return "the path may not have '" + part + "' in it";
  }
  return {};
}

std::optional<std::string> read(const std::string& path)
{
  try {
    return folded_blanks(File(path, O_RDONLY).read_all());
  } catch (const std::system_error& error) {
    if (error.code() == std::errc::no_such_file_or_directory) return {};
    throw;
  }
}

Sysctls read_those(const Sysctls& wanted)
{
  Sysctls values;
  for (const auto& [path, unused] : wanted) {
    try {
      if (auto value = read(path)) values[path] = std::move(*value);
    } catch (const std::system_error&) {
      // It is then set again, and whoever sets it is told what is wrong.
    }
  }
  return values;
}

bool has_value(const std::string& path, const std::string& value)
{
  const Sysctls wanted{{path, value}};
  return read_those(wanted) == wanted;
}

void write(const std::string& path, const std::string& value)
{
  File(path, O_WRONLY).write_all(value);
}

}  // namespace ipvsctl::sysctl
