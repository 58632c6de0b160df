// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ipvsadm {

/// A line of a restore, taken apart.
struct RestoreLine {
  std::size_t number = 0;  ///< from 1
  std::vector<std::string> words;

  bool operator==(const RestoreLine&) const = default;
};

/// The words of one line of a restore, without any "ipvsadm" and without a comment: from a word
/// that begins with '#' to the end of the line.
std::vector<std::string> words_of_line(std::string_view line);

/// The lines of `text` that have words.
std::vector<RestoreLine> restore_lines(std::string_view text);

}  // namespace ipvsadm
