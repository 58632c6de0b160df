// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/state/state_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include "lvsd/system/descriptor.hpp"

namespace lvsd {
namespace {

[[noreturn]] void fail(const std::string& what)
{
  throw std::system_error(errno, std::generic_category(), what);
}

void write_all(int file, const std::string& text, const std::string& path)
{
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t written = write(file, text.data() + done, text.size() - done);
    if (written < 0 && errno != EINTR) fail("cannot write " + path);
    if (written > 0) done += static_cast<std::size_t>(written);
  }
}

}  // namespace

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
  const Descriptor file(
      open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640));
  if (file.get() < 0) fail("cannot write " + draft);
  write_all(file.get(), text, draft);
  if (fsync(file.get()) != 0) fail("cannot write " + draft);
  if (rename(draft.c_str(), path.c_str()) != 0) fail("cannot write " + path);
}

}  // namespace lvsd
