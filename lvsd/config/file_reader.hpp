// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace lvsd {

/// A file's bytes, or why it could not be read.
struct FileText {
  std::string text;
  std::string error;       ///< empty where it could be read
  bool too_large = false;  ///< it has more bytes than asked for, and none are given
};

/// How the files of a config are come by; a test has them in memory.
class FileReader {
public:
  virtual ~FileReader() = default;

  /// Reads a file of at most `limit` bytes.
  virtual FileText read(const std::string& path, std::size_t limit) = 0;

  /// The files that a glob(7) pattern matches, sorted.
  ///
  /// Throws std::runtime_error, which names the folder, where one cannot be listed, or where the
  /// one that the pattern begins with is not there: its files would be missing from the config as
  /// if somebody had taken them out.
  virtual std::vector<std::string> matches(const std::string& pattern) = 0;
};

}  // namespace lvsd
