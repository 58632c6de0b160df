// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace lvsd {

/// Something that is wrong with a config, or that may be.
struct Problem {
  enum class Severity { error, warning };

  Severity severity = Severity::error;
  std::string file;
  std::size_t line = 0;    ///< from 1; 0 where the file could not be read at all
  std::size_t column = 0;  ///< from 1, in bytes
  std::string pointer;     ///< JSON pointer (RFC 6901); empty is the whole document
  std::string message;     ///< what is wrong, what would be right, and the other place if any

  bool operator==(const Problem&) const = default;
};

using Problems = std::vector<Problem>;

/// "lvsd.json:3:7": the form in which a message names another place.
std::string place_of(const std::string& file, std::size_t line, std::size_t column);

/// Whether any of them is an error.
bool has_errors(const Problems& problems);

/// "FILE:LINE:COLUMN: /json/pointer: message", with "warning: " before the message of a warning,
/// and without what there is none of. Whatever came from the file is made printable.
std::string to_string(const Problem& problem);

}  // namespace lvsd
