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
  std::string message;     ///< what is wrong, and what would be right

  bool operator==(const Problem&) const = default;
};

using Problems = std::vector<Problem>;

/// Whether any of them is an error.
bool has_errors(const Problems& problems);

/// "FILE:LINE:COLUMN: /json/pointer: message", with "warning: " before the message of a warning.
std::string to_string(const Problem& problem);

}  // namespace lvsd
