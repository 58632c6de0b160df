// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "lvsd/desired/overrides.hpp"
#include "lvsd/reconcile/record_keeper.hpp"
#include "lvsd/system/descriptor.hpp"

namespace lvsd {

/// Makes the folder, and those above it, where they are missing.
///
/// Throws std::system_error where it cannot be made.
void make_directory(const std::string& path);

/// The right to be the one writer, as long as the descriptor is open: a lock on
/// DIRECTORY/lvsd.lock.
///
/// Throws std::system_error with std::errc::resource_unavailable_try_again where another process
/// has it.
Descriptor take_lock(const std::string& directory);

/// Keeps the record as DIRECTORY/record.json, on a file system that a boot empties.
class RecordFile : public RecordKeeper {
public:
  explicit RecordFile(const std::string& directory);

  Record load() override;
  void save(const Record& record) override;

private:
  std::string path_;
};

/// Keeps the overrides as DIRECTORY/overrides.json, on a file system that a boot leaves alone.
class OverridesFile {
public:
  explicit OverridesFile(const std::string& directory);

  /// Throws std::runtime_error where the file cannot be understood.
  Overrides load() const;

  /// Throws std::system_error where it cannot be written; the old one then still stands.
  void save(const Overrides& overrides) const;

private:
  std::string path_;
};

}  // namespace lvsd
