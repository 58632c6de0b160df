// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/files/read_file.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "lvsd/config/load.hpp"
#include "lvsd/files/disk_files.hpp"
#include "lvsd/system/descriptor.hpp"
#include "lvsd/system/unix_address.hpp"
#include "tests/support/as_nobody.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

namespace {

using namespace lvsd;

constexpr std::size_t limit = 1000;

std::string error_of(const std::filesystem::path& path)
{
  const FileText file = read_file(path.string(), limit);
  CHECK(file.text.empty());
  return file.error;
}

TEST_CASE("a file is read whole")
{
  const tests::TemporaryFolder folder;
  const std::string text("{}\n\0\xff", 5);
  std::ofstream(folder.path / "a") << text;
  CHECK(read_file(folder.path / "a", limit).text == text);
  CHECK(read_file(folder.path / "a", limit).error.empty());
  CHECK(read_file(folder.path / "a", 5).text == text);
}

TEST_CASE("an empty file is no error")
{
  const tests::TemporaryFolder folder;
  std::ofstream(folder.path / "a") << "";
  const FileText file = read_file(folder.path / "a", limit);
  CHECK(file.text.empty());
  CHECK(file.error.empty());
  CHECK_FALSE(file.too_large);
}

TEST_CASE("a file with a byte too many is too large")
{
  const tests::TemporaryFolder folder;
  std::ofstream(folder.path / "a") << std::string(limit + 1, 'x');
  CHECK(read_file(folder.path / "a", limit).too_large);
  CHECK(read_file(folder.path / "a", limit).text.empty());
  CHECK_FALSE(read_file(folder.path / "a", limit + 1).too_large);
}

TEST_CASE("a file that says it is empty is read all the same, up to the limit")
{
  const FileText status = read_file("/proc/self/status", 1'000'000);
  CHECK(status.text.starts_with("Name:"));
  CHECK(read_file("/proc/self/status", 10).too_large);
}

TEST_CASE("a FIFO is refused at once, though nobody writes to it")
{
  const tests::TemporaryFolder folder;
  REQUIRE(mkfifo((folder.path / "a").c_str(), 0600) == 0);
  CHECK(error_of(folder.path / "a") == "a FIFO, not a regular file");
}

TEST_CASE("what is no file is refused in words")
{
  const tests::TemporaryFolder folder;
  CHECK(error_of(folder.path) == "a directory, not a file");
  CHECK(error_of("/dev/zero") == "a device, not a regular file");
  CHECK(error_of(folder.path / "missing") == "cannot open it: No such file or directory");
  CHECK(error_of(folder.path / "a\n" / "b") == "cannot open it: No such file or directory");
}

TEST_CASE("a socket is refused")
{
  const tests::TemporaryFolder folder;
  const Descriptor socket_file(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const auto address = unix_address(folder.path / "a");
  REQUIRE(address);
  REQUIRE(bind(socket_file.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) ==
          0);
  CHECK(error_of(folder.path / "a") == "cannot open it: No such device or address");
}

TEST_CASE("a link that leads to itself is refused")
{
  const tests::TemporaryFolder folder;
  std::filesystem::create_symlink(folder.path / "a", folder.path / "a");
  CHECK(error_of(folder.path / "a") == "cannot open it: Too many levels of symbolic links");
}

TEST_CASE("a file that may not be read is refused")
{
  const tests::TemporaryFolder folder;
  folder.open_to_all();
  std::ofstream(folder.path / "a") << "{}";
  std::filesystem::permissions(folder.path / "a", std::filesystem::perms::none);
  if (access((folder.path / "a").c_str(), R_OK) == 0) {
    const std::filesystem::path path = folder.path / "a";
    std::string error;
    {
      const tests::AsNobody nobody;
      error = error_of(path);
    }
    CHECK(error ==
          "cannot open it: Permission denied: user nobody must be able to read it (chmod o+r " +
              path.string() + ")");
    return;
  }
  CHECK(error_of(folder.path / "a").starts_with("cannot open it: Permission denied: user "));
}

TEST_CASE("a pattern finds files in the order of their names, and none where none match")
{
  const tests::TemporaryFolder folder;
  for (const char* name : {"b.json", "a.json", "c.txt", ".hidden.json"})
    std::ofstream(folder.path / name) << "{}";
  DiskFiles files;
  CHECK(files.matches(folder.path / "*.json") ==
        std::vector<std::string>{folder.path / "a.json", folder.path / "b.json"});
  CHECK(files.matches(folder.path / "*.conf").empty());
}

TEST_CASE("the folder that a pattern begins with must be there, others need not")
{
  const tests::TemporaryFolder folder;
  std::filesystem::create_directories(folder.path / "conf.d");
  std::ofstream(folder.path / "file") << "{}";
  DiskFiles files;
  CHECK(files.matches(folder.path / "conf.d" / "*.json").empty());
  CHECK(files.matches(folder.path / "*" / "nothing" / "x.json").empty());
  CHECK(files.matches(folder.path / "*" / "nothing" / "*.json").empty());
  CHECK(files.matches(folder.path / "conf?d" / "*.json").empty());
  CHECK(files.matches("*.no-such-file").empty());
  CHECK(files.matches("/*.no-such-file").empty());
  for (const char* missing : {"conf,d", "conf.d/a/b", "file", "a*b"}) {
    INFO(missing);
    const std::string begin = folder.path / missing;
    const bool odd = begin.ends_with("a*b");
    const std::string pattern = odd ? folder.path / "a\\*b" : std::filesystem::path(begin);
    CHECK_THROWS_WITH(
        files.matches(pattern + "/*.json"),
        "there is no folder " + begin + "; mend the name, or make the folder, which may be empty");
  }
  std::filesystem::create_directories(folder.path / "a*b");
  CHECK(files.matches(folder.path / "a\\*b" / "*.json").empty());
}

TEST_CASE("a folder that cannot be listed is an error and not an empty one")
{
  const tests::TemporaryFolder folder;
  std::filesystem::create_symlink("loop", folder.path / "loop");  // for root no folder is closed
  DiskFiles files;
  CHECK_THROWS_WITH(
      files.matches(folder.path / "loop" / "*.json"),
      "cannot list " + (folder.path / "loop").string() + ": Too many levels of symbolic links");
  CHECK(files.matches(folder.path / "*.json").empty());

  const std::string path = folder.path / "lvsd.json";
  std::ofstream(path) << R"({"include": ["loop/*.json"]})";
  const LoadResult result = load_config(files, path, {});
  CHECK(!result.config);
  REQUIRE(result.problems.size() == 1);
  CHECK(to_string(result.problems[0]) == path + ":1:14: /include/0: cannot list " +
                                             (folder.path / "loop").string() +
                                             ": Too many levels of symbolic links");
}

TEST_CASE("a folder in the middle of a pattern that may not be entered is an error")
{
  const tests::TemporaryFolder folder;
  folder.open_to_all();
  DiskFiles files;
  const std::filesystem::path closed = folder.path / "b";
  for (const std::filesystem::path& one : {folder.path / "a", closed}) {
    std::filesystem::create_directories(one);
    std::ofstream(one / "x.json") << "{}";
  }
  std::ofstream(folder.path / "c") << "no folder";
  std::filesystem::create_symlink("loop", folder.path / "loop");
  const std::string pattern = folder.path / "*" / "x.json";
  CHECK(files.matches(pattern).size() == 2);
  std::filesystem::permissions(closed, std::filesystem::perms::none);
  std::string error;
  try {
    const tests::AsNobody nobody;
    files.matches(pattern);
  } catch (const std::system_error& caught) {
    error = caught.what();
  }
  std::filesystem::permissions(closed, std::filesystem::perms::owner_all);
  const std::string cure = "chmod " + std::string(geteuid() == 0 ? "o" : "u") + "+x ";
  CHECK_THAT(error,
             Catch::StartsWith("cannot look for " + (closed / "x.json").string() + ", user "));
  CHECK_THAT(error, Catch::EndsWith(" must be able to read it (" + cure + closed.string() +
                                    "): Permission denied"));
}

TEST_CASE("a folder whose name looks like a pattern has the files that it has")
{
  const tests::TemporaryFolder folder;
  const std::filesystem::path odd = folder.path / "b[x]*\\";
  std::filesystem::create_directories(odd / "conf.d");
  const std::string path = odd / "lvsd.json";
  std::ofstream(path) << R"({"include": ["conf.d/*.json"]})";
  std::ofstream(odd / "conf.d" / "a.json") << "{}";
  DiskFiles files;
  CHECK(load_config(files, path, {}).files ==
        std::vector<std::string>{path, odd / "conf.d" / "a.json"});
}

}  // namespace
