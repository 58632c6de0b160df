// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>

#include "lvsd/config/file_reader.hpp"

namespace lvsd {

/// Reads each file once, however often it is asked for, and finds the same files then.
class KeptFiles final : public FileReader {
public:
  explicit KeptFiles(FileReader& files) : files_(files) {}

  FileText read(const std::string& path, std::size_t limit) override;
  std::vector<std::string> matches(const std::string& pattern) override;

private:
  FileReader& files_;
  std::map<std::string, FileText> texts_;
  std::map<std::string, std::vector<std::string>> matches_;
};

}  // namespace lvsd
