// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/closed_files.hpp"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "lvsd/system/descriptor.hpp"

namespace lvsctl {
namespace {

bool become(const passwd& user)
{
  return initgroups(user.pw_name, user.pw_gid) == 0 && setgid(user.pw_gid) == 0 &&
         setuid(user.pw_uid) == 0;
}

/// One letter a file, 'c' where it is closed; nothing where `user` cannot be become.
std::string letters_of(const std::vector<std::string>& files, const passwd& user)
{
  if (!become(user)) return {};
  std::string letters;
  for (const std::string& file : files) {
    const lvsd::Descriptor opened(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    letters += opened.get() < 0 && errno == EACCES ? 'c' : 'o';
  }
  return letters;
}

std::string read_all(int descriptor)
{
  std::string text;
  char buffer[256];
  for (ssize_t size = 0; (size = read(descriptor, buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(size));
  return text;
}

/// The same from a child, as nobody becomes root again.
std::string letters_from_child(const std::vector<std::string>& files, const passwd& user)
{
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return {};
  const lvsd::Descriptor from(ends[0]);
  lvsd::Descriptor to(ends[1]);
  const pid_t child = fork();
  if (child < 0) return {};
  if (child == 0) {
    const std::string letters = letters_of(files, user);
    const ssize_t written = write(to.get(), letters.data(), letters.size());
    _exit(written == std::ssize(letters) ? 0 : 1);
  }
  to = lvsd::Descriptor();
  std::string letters = read_all(from.get());
  waitpid(child, nullptr, 0);
  return letters;
}

}  // namespace

std::vector<std::string> closed_to_daemon(const std::vector<std::string>& files)
{
  const passwd* const user = getpwnam(daemon_user);
  if (geteuid() != 0 || user == nullptr) return {};
  const std::string letters = letters_from_child(files, *user);
  std::vector<std::string> closed;
  for (std::size_t i = 0; i < letters.size(); ++i)
    if (letters[i] == 'c') closed.push_back(files[i]);
  return closed;
}

}  // namespace lvsctl
