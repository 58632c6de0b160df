// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <stdexcept>
#include <string>

namespace tests {

/// A folder that goes with everything in it.
class TemporaryFolder {
public:
  TemporaryFolder()
  {
    std::string name = std::filesystem::temp_directory_path() / "lvsd-test-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder()
  {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }

  /// Lets other users in, whom a test may become.
  void open_to_all() const
  {
    using std::filesystem::perms;
    std::filesystem::permissions(
        path, perms::group_read | perms::group_exec | perms::others_read | perms::others_exec,
        std::filesystem::perm_options::add);
  }

  std::filesystem::path path;
};

}  // namespace tests
