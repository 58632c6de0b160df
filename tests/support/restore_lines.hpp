// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cli/ipvsadm/restore/lines.hpp"

namespace tests {

/// A line of a restore, taken apart.
struct RestoreLine {
  std::size_t number = 0;  ///< from 1
  std::vector<std::string> words;
};

/// The lines of `text` that have words.
inline std::vector<RestoreLine> restore_lines(std::string_view text)
{
  std::vector<RestoreLine> lines;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (auto words = ipvsadm::words_of_line(line); !words.empty())
      lines.push_back({number, std::move(words)});
  }
  return lines;
}

}  // namespace tests
