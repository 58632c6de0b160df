// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>

namespace lvsd {

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
