// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/files/closed_path.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

namespace lvsd {
namespace {

namespace fs = std::filesystem;

/// For root nothing is closed, unless it gives that up.
class AsNobody {
public:
  AsNobody() : was_root_(geteuid() == 0)
  {
    if (was_root_) REQUIRE(seteuid(65534) == 0);
  }
  ~AsNobody()
  {
    if (was_root_) static_cast<void>(seteuid(0));
  }

private:
  bool was_root_;
};

std::string cure(const fs::path& path, Access missed = Access::read_file)
{
  const AsNobody nobody;
  return cure_of_closed(path, missed);
}

TEST_CASE("the cure opens what is closed, and no more")
{
  const tests::TemporaryFolder folder;
  folder.open_to_all();
  const fs::path file = folder.path / "conf d" / "web.json";
  fs::create_directories(file.parent_path());
  std::ofstream(file) << "{}";
  CHECK(cure(file).empty());
  fs::permissions(file, fs::perms::none);
  CHECK(cure(file) == "chmod o+r '" + file.string() + "'");
  fs::create_symlink("conf d/web.json", folder.path / "link");
  CHECK(cure(folder.path / "link") == "chmod o+r '" + file.string() + "'");
  fs::permissions(file.parent_path(), fs::perms::none);
  CHECK(cure(file) == "chmod o+x '" + file.parent_path().string() + "'");
  CHECK(cure(file.parent_path(), Access::list_folder) ==
        "chmod o+rx '" + file.parent_path().string() + "'");
  fs::permissions(file.parent_path(), fs::perms::owner_all);
}

TEST_CASE("what the service sees nothing of is known by its place, through links too")
{
  CHECK(is_hidden_from_service("/root/lvsd.json"));
  CHECK(is_hidden_from_service("/home/a/lvsd.json"));
  CHECK_FALSE(is_hidden_from_service("/homeless/lvsd.json"));
  CHECK_FALSE(is_hidden_from_service("/etc/lvsd/lvsd.json"));
  const tests::TemporaryFolder folder;
  fs::create_symlink("/root/nothing.json", folder.path / "link");
  CHECK(is_hidden_from_service(folder.path / "link"));
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
