// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "lvsd/config/file_reader.hpp"

namespace lvsd {

/// The files of this machine.
class DiskFiles final : public FileReader {
public:
  FileText read(const std::string& path, std::size_t limit) override;
  std::vector<std::string> matches(const std::string& pattern) override;
};

}  // namespace lvsd
