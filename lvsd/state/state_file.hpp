// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>

#include "lvsd/system/descriptor.hpp"

namespace lvsd {

/// Opens a file for writing, making it where it is missing. What root makes there belongs to the
/// folder's owner: `lvsctl apply` leaves nothing behind that lvsd, as a user of its own, may not
/// touch.
///
/// Throws std::system_error where that fails.
Descriptor open_state_file(const std::string& path, int flags);

/// What the file holds; nothing where there is no such file.
///
/// Throws std::system_error where it cannot be read.
std::optional<std::string> read_state_file(const std::string& path);

/// Puts `text` in place of the file, so that after a crash at any moment it holds the old text or
/// the new.
///
/// Throws std::system_error where that fails; the old text still stands then.
void write_state_file(const std::string& path, const std::string& text);

}  // namespace lvsd
