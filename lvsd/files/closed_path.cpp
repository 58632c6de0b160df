// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/files/closed_path.hpp"

#include <fcntl.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <optional>

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

/// Where a link leads; none for what is no link, or cannot be seen.
std::optional<fs::path> target_of(const fs::path& path)
{
  std::error_code error;
  const fs::path target = fs::read_symlink(path, error);
  if (error) return {};
  return (path.parent_path() / target).lexically_normal();
}

/// The command that opens what is closed of the way to `path` and of `path` itself; empty where the
/// modes are not what closes it.
std::string opening_command(const fs::path& path, Access missed)
{
  fs::path folder;
  for (const fs::path& part : path.parent_path()) {
    folder /= part;
    if (is_refused(folder, X_OK)) return "chmod o+x " + shell_word(folder);
  }
  if (missed == Access::list_folder && is_refused(path, R_OK | X_OK))
    return "chmod o+rx " + shell_word(path);
  return is_refused(path, R_OK) ? "chmod o+r " + shell_word(path) : "";
}

/// What a chain of links leads to; a chain that is too long for the kernel is not followed to its
/// end.
fs::path followed(const std::string& link)
{
  fs::path path = fs::absolute(link).lexically_normal();
  for (int links = 0; links < 40; ++links) {
    const auto target = target_of(path);
    if (!target) break;
    path = *target;
  }
  return path;
}

}  // namespace

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
