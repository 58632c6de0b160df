// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/files/closed_path.hpp"

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <deque>
#include <filesystem>
#include <vector>

namespace lvsd {
namespace {

namespace fs = std::filesystem;

std::string name_of_user()
{
  const uid_t id = geteuid();
  const passwd* const user = getpwuid(id);
  return user == nullptr ? std::to_string(id) : user->pw_name;
}

bool is_refused(const fs::path& path, int mode)
{
  return faccessat(AT_FDCWD, path.c_str(), mode, AT_EACCESS) != 0 && errno == EACCES;
}

/// By which of its bits a file's mode decides on the effective user: its user's, its group's or
/// those of others (path_resolution(7)).
char class_of_user(const fs::path& path)
{
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return 'o';
  if (status.st_uid == geteuid()) return 'u';
  std::vector<gid_t> groups(static_cast<std::size_t>(std::max(0, getgroups(0, nullptr))));
  const int count = getgroups(static_cast<int>(groups.size()), groups.data());
  groups.resize(static_cast<std::size_t>(std::max(0, count)));
  groups.push_back(getegid());
  return std::ranges::count(groups, status.st_gid) == 0 ? 'o' : 'g';
}

std::string opened(const fs::path& path, const char* bits)
{
  return std::string("chmod ") + class_of_user(path) + "+" + bits + " " + shell_word(path);
}

/// The command that opens what is closed of the way to `path` and of `path` itself; empty where the
/// modes are not what closes it.
std::string opening_command(const fs::path& path, Access missed)
{
  if (const std::string folder = closed_folder(path); !folder.empty()) return opened(folder, "x");
  if (missed == Access::list_folder && is_refused(path, R_OK | X_OK)) return opened(path, "rx");
  return is_refused(path, R_OK) ? opened(path, "r") : "";
}

/// `path` without links on its way, as far as they can be seen; a chain of them that is too long
/// for the kernel is not followed to its end.
fs::path followed(const std::string& path)
{
  const fs::path whole = fs::absolute(path);
  std::deque<fs::path> rest(whole.begin(), whole.end());
  fs::path resolved;
  for (int links = 0; !rest.empty();) {
    const fs::path part = rest.front();
    rest.pop_front();
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      resolved = resolved.parent_path();
      continue;
    }
    std::error_code is_none;
    const fs::path target = fs::read_symlink(resolved / part, is_none);
    if (is_none || links == 40) {
      resolved /= part;
      continue;
    }
    ++links;
    if (target.is_absolute()) resolved.clear();
    rest.insert(rest.begin(), target.begin(), target.end());
  }
  return resolved;
}

}  // namespace

std::string closed_folder(const std::string& path)
{
  fs::path folder;
  for (const fs::path& part : fs::path(path).parent_path()) {
    folder /= part;
    if (is_refused(folder, X_OK)) return folder;
  }
  return {};
}

bool is_hidden_from_service(const std::string& path)
{
  constexpr std::array hidden{"/home/", "/root/", "/run/user/"};
  const std::string meant = followed(path);
  return std::ranges::any_of(hidden, [&](const char* folder) { return meant.starts_with(folder); });
}

std::string cure_of_closed(const std::string& path, Access missed)
{
  if (name_of_user() == daemon_user && is_hidden_from_service(path))
    return "lvsd.service sees nothing of /home, /root and /run/user: keep it in a folder such as "
           "/etc/lvsd";
  return opening_command(followed(path), missed);
}

std::string told_of_closed(const std::string& path, Access missed)
{
  const std::string cure = cure_of_closed(path, missed);
  return "user " + name_of_user() + " must be able to " +
         (missed == Access::read_file ? "read it" : "list it") +
         (cure.empty() ? "" : " (" + cure + ")");
}

std::string shell_word(const std::string& text)
{
  const std::string plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-+=:,@%";
  if (!text.empty() && text.find_first_not_of(plain) == std::string::npos) return text;
  std::string word = "'";
  for (const char c : text)
    word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

}  // namespace lvsd
