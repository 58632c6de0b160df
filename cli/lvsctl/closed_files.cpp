// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/closed_files.hpp"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <sstream>

#include "lvsd/files/closed_path.hpp"
#include "lvsd/system/descriptor.hpp"
#include "lvsd/system/write_all.hpp"

namespace lvsctl {
namespace {

bool become(const passwd& user)
{
  return initgroups(user.pw_name, user.pw_gid) == 0 && setgid(user.pw_gid) == 0 &&
         setuid(user.pw_uid) == 0;
}

bool is_closed(const std::string& file)
{
  const lvsd::Descriptor opened(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  return (opened.get() < 0 && errno == EACCES) || lvsd::is_hidden_from_service(file);
}

/// A word a file, each with a NUL at its end: 'o' where it is open, 'c' and the cure where it is
/// closed; nothing where `user` cannot be become.
std::string words_of(const std::vector<std::string>& files, const passwd& user)
{
  if (!become(user)) return {};
  std::string words;
  for (const std::string& file : files) {
    words += is_closed(file) ? "c" + lvsd::cure_of_closed(file, lvsd::Access::read_file) : "o";
    words += '\0';
  }
  return words;
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
std::string words_from_child(const std::vector<std::string>& files, const passwd& user)
{
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return {};
  const lvsd::Descriptor from(ends[0]);
  lvsd::Descriptor to(ends[1]);
  const pid_t child = fork();
  if (child < 0) return {};
  if (child == 0) _exit(lvsd::write_all(to.get(), words_of(files, user)) ? 0 : 1);
  to = lvsd::Descriptor();
  std::string words = read_all(from.get());
  waitpid(child, nullptr, 0);
  return words;
}

}  // namespace

std::vector<ClosedFile> closed_to_daemon(const std::vector<std::string>& files)
{
  const passwd* const user = getpwnam(lvsd::daemon_user);
  if (geteuid() != 0 || user == nullptr) return {};
  std::istringstream words(words_from_child(files, *user));
  std::vector<ClosedFile> closed;
  std::string word;
  for (const std::string& file : files)
    if (std::getline(words, word, '\0') && word.starts_with('c'))
      closed.push_back({file, word.substr(1)});
  return closed;
}

}  // namespace lvsctl
