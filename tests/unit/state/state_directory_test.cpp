// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/state/state_directory.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <vector>

#include "lvsd/state/forgiving.hpp"
#include "lvsd/state/state_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace lvsd;

TEST_CASE("a record is found again, and none is an empty one")
{
  const tests::TemporaryFolder folder;
  RecordFile file(folder.path);
  CHECK(file.load() == Record{});
  Record record;
  record.marks["web"] = 7;
  file.save(record);
  CHECK(RecordFile(folder.path).load() == record);
}

TEST_CASE("overrides are found again")
{
  const tests::TemporaryFolder folder;
  const OverridesFile file(folder.path);
  CHECK(file.load().empty());
  Overrides overrides;
  overrides[{"web", *ipvsctl::parse_destination_key("10.0.0.1:80")}].drain = true;
  file.save(overrides);
  CHECK(file.load() == overrides);
}

TEST_CASE("a damaged file is an error that names it")
{
  const tests::TemporaryFolder folder;
  std::ofstream(folder.path / "record.json") << "{";
  CHECK_THROWS_WITH(RecordFile(folder.path).load(), Catch::Contains(folder.path / "record.json"));
}

TEST_CASE("what cannot be read is told, with its file, and forgiven")
{
  const tests::TemporaryFolder folder;
  std::ofstream(folder.path / "record.json") << "{";
  std::ofstream(folder.path / "overrides.json") << "{";
  std::vector<std::string> told;
  const auto tell = [&](const std::string& sentence) { told.push_back(sentence); };
  CHECK(ForgivingRecord(folder.path, Forgive::damage, tell).load() == Record{});
  CHECK(forgiving_load(OverridesFile(folder.path), Forgive::damage, tell).empty());
  REQUIRE(told.size() == 2);
  CHECK_THAT(told[0], Catch::Contains(folder.path / "record.json"));
  CHECK_THAT(told[1], Catch::Contains(folder.path / "overrides.json"));
}

TEST_CASE("a file that cannot be read is forgiven for the daemon alone")
{
  const tests::TemporaryFolder folder;
  std::filesystem::create_directory(folder.path / "record.json");  // read(2): EISDIR
  std::filesystem::create_directory(folder.path / "overrides.json");
  std::vector<std::string> told;
  const auto tell = [&](const std::string& sentence) { told.push_back(sentence); };
  CHECK_THROWS_AS(ForgivingRecord(folder.path, Forgive::damage, tell).load(), std::system_error);
  CHECK_THROWS_AS(forgiving_load(OverridesFile(folder.path), Forgive::damage, tell),
                  std::system_error);
  CHECK(told.empty());
  CHECK(ForgivingRecord(folder.path, Forgive::everything, tell).load() == Record{});
  CHECK(forgiving_load(OverridesFile(folder.path), Forgive::everything, tell).empty());
  CHECK(told.size() == 2);
}

TEST_CASE("where a file cannot be written, the old one stands")
{
  const tests::TemporaryFolder folder;
  write_state_file(folder.path / "file", "old");
  std::filesystem::create_directory(folder.path / "file.new");
  CHECK_THROWS_AS(write_state_file(folder.path / "file", "new"), std::system_error);
  CHECK(read_state_file(folder.path / "file") == "old");
}

TEST_CASE("there is one writer at a time")
{
  const tests::TemporaryFolder folder;
  {
    const Descriptor first = take_lock(folder.path);
    CHECK_THROWS_WITH(take_lock(folder.path),
                      Catch::StartsWith("another lvsd or lvsctl apply is running (" +
                                        folder.path.string() + "/lvsd.lock)"));
  }
  CHECK(take_lock(folder.path).get() >= 0);
}

TEST_CASE("a state directory is made with those above it")
{
  const tests::TemporaryFolder folder;
  make_directory(folder.path / "a" / "b");
  make_directory(folder.path / "a" / "b");
  CHECK(std::filesystem::is_directory(folder.path / "a" / "b"));
}

TEST_CASE("what root makes in a folder of somebody else belongs to its owner")
{
  if (geteuid() != 0) {
    std::cerr
        << "SKIPPED: what root makes in a folder of somebody else belongs to its owner: not root\n";
    return;
  }
  constexpr uid_t owner = 12345;
  const tests::TemporaryFolder folder;
  REQUIRE(chown(folder.path.c_str(), owner, owner) == 0);
  const Descriptor lock = take_lock(folder.path);
  RecordFile(folder.path).save({});
  for (const char* name : {"lvsd.lock", "record.json"}) {
    struct stat status {};
    REQUIRE(stat((folder.path / name).c_str(), &status) == 0);
    CHECK(status.st_uid == owner);
  }
}
