// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>

#include "lvsd/config/file_reader.hpp"

namespace lvsd {

/// Reads a regular file of at most `limit` bytes. Waits for nothing: a FIFO, a device or a
/// directory is an error, whoever is or is not at its other end.
FileText read_file(const std::string& path, std::size_t limit);

}  // namespace lvsd
