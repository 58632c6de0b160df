// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/files/closed_path.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "tests/support/as_nobody.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

namespace lvsd {
namespace {

namespace fs = std::filesystem;

bool access_as_effective(const fs::path& path, Access missed)
{
  const int mode = missed == Access::read_file ? R_OK : R_OK | X_OK;
  return faccessat(AT_FDCWD, path.c_str(), mode, AT_EACCESS) == 0;
}

std::string cure(const fs::path& path, Access missed = Access::read_file)
{
  const tests::AsNobody nobody;
  return cure_of_closed(path, missed);
}

/// Does what is told until there is nothing to tell; returns the commands, a line each.
std::string cured(const fs::path& path, Access missed = Access::read_file)
{
  std::string commands;
  for (std::string next = cure(path, missed); !next.empty(); next = cure(path, missed)) {
    if (commands.find(next) != std::string::npos) return commands + next + " does not help";
    commands += next + "\n";
    if (std::system(next.c_str()) != 0) return commands + "failed";
  }
  const tests::AsNobody nobody;
  const bool open = access_as_effective(path, missed);
  return open ? commands : commands + "still closed";
}

/// A file that is closed in each of its places, in folders with links in them.
struct Closed {
  const tests::TemporaryFolder folder;
  const fs::path real = folder.path / "real";
  const fs::path inner = real / "conf d";
  const fs::path file = inner / "web.json";

  Closed()
  {
    folder.open_to_all();
    fs::create_directories(inner);
    std::ofstream(file) << "{}";
    fs::create_symlink("real/conf d", folder.path / "link");
    close();
  }
  ~Closed()
  {
    for (const fs::path& one : {real, inner})
      fs::permissions(one, fs::perms::owner_all);
  }

  void close() const
  {
    for (const fs::path& one : {file, inner, real})
      fs::permissions(one, fs::perms::none);
  }

  void give_to(uid_t user, gid_t group) const
  {
    for (const fs::path& one : {real, inner, file})
      REQUIRE(chown(one.c_str(), user, group) == 0);
  }
};

std::string chmods(const Closed& closed, const std::string& who)
{
  return "chmod " + who + "+x " + closed.real.string() + "\nchmod " + who + "+x '" +
         closed.inner.string() + "'\nchmod " + who + "+r '" + closed.file.string() + "'\n";
}

TEST_CASE("the cure opens what is closed, and no more, through links too")
{
  const Closed closed;
  const std::string who = geteuid() == 0 ? "o" : "u";
  CHECK(cured(closed.file) == chmods(closed, who));
  CHECK(cure(closed.file).empty());
  closed.close();
  CHECK(cured(closed.folder.path / "link" / "web.json") == chmods(closed, who));
  closed.close();
  CHECK(cured(closed.folder.path / "link", Access::list_folder) ==
        "chmod " + who + "+x " + closed.real.string() + "\nchmod " + who + "+rx '" +
            closed.inner.string() + "'\n");
}

TEST_CASE("the cure is for that part of the mode that decides on the user")
{
  if (geteuid() != 0) {
    std::cerr << "SKIPPED: the cure is for that part of the mode that decides: not root\n";
    return;
  }
  const Closed closed;
  closed.give_to(0, 65534);
  CHECK(cured(closed.file) == chmods(closed, "g"));
  closed.close();
  closed.give_to(65534, 0);
  CHECK(cured(closed.file) == chmods(closed, "u"));
}

TEST_CASE("what the service sees nothing of is known by its place, through links too")
{
  CHECK(is_hidden_from_service("/root/lvsd.json"));
  CHECK(is_hidden_from_service("/home/a/lvsd.json"));
  CHECK_FALSE(is_hidden_from_service("/homeless/lvsd.json"));
  CHECK_FALSE(is_hidden_from_service("/etc/lvsd/lvsd.json"));
  const tests::TemporaryFolder folder;
  fs::create_symlink("/root", folder.path / "link");
  CHECK(is_hidden_from_service(folder.path / "link" / "nothing.json"));
}

TEST_CASE("a path is one word of a shell")
{
  CHECK(shell_word("/etc/lvsd/conf.d/web-1.json") == "/etc/lvsd/conf.d/web-1.json");
  CHECK(shell_word("/a b") == "'/a b'");
  CHECK(shell_word("/it's;$x") == "'/it'\\''s;$x'");
  CHECK(shell_word("") == "''");
}

}  // namespace
}  // namespace lvsd
