// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/state/state_directory.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <filesystem>
#include <stdexcept>
#include <system_error>

#include "lvsd/desired/record_json.hpp"
#include "lvsd/state/state_file.hpp"

namespace lvsd {
namespace {

/// What `parse` makes of the file; a value of its own where there is none.
template <class Parse>
auto loaded(const std::string& path, Parse parse) -> decltype(parse(""))
{
  const auto text = read_state_file(path);
  if (!text) return {};
  try {
    return parse(*text);
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(path + ": " + error.what());
  }
}

}  // namespace

void make_directory(const std::string& path)
{
  std::filesystem::create_directories(path);
}

Descriptor take_lock(const std::string& directory)
{
  const std::string path = directory + "/lvsd.lock";
  Descriptor lock = open_state_file(path, O_RDWR);
  if (flock(lock.get(), LOCK_EX | LOCK_NB) == 0) return lock;
  const std::error_code code(errno, std::generic_category());
  throw std::system_error(code, code == std::errc::resource_unavailable_try_again
                                    ? "another lvsd or lvsctl apply is running (" + path + ")"
                                    : path);
}

RecordFile::RecordFile(const std::string& directory) : path_(directory + "/record.json") {}

Record RecordFile::load()
{
  return loaded(path_, parse_record);
}

void RecordFile::save(const Record& record)
{
  write_state_file(path_, record_text(record));
}

OverridesFile::OverridesFile(const std::string& directory) : path_(directory + "/overrides.json") {}

Overrides OverridesFile::load() const
{
  return loaded(path_, parse_overrides);
}

void OverridesFile::save(const Overrides& overrides) const
{
  write_state_file(path_, overrides_text(overrides));
}

}  // namespace lvsd
