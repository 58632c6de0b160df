// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/restore/lines.hpp"

#include <algorithm>

namespace ipvsadm {
namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::size_t longest_word = 4096;  // as in the original

/// Takes the next word from the front of `line`; empty at its end.
std::string_view take_word(std::string_view& line)
{
  line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
  const auto word = line.substr(0, std::min(line.find_first_of(blanks), longest_word));
  line.remove_prefix(word.size());
  return word;
}

std::string_view take_line(std::string_view& text)
{
  const auto line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(line.size() + 1, text.size()));
  return line;
}

}  // namespace

std::vector<std::string> words_of_line(std::string_view line)
{
  std::vector<std::string> words;
  for (auto word = take_word(line); !word.empty() && word.front() != '#'; word = take_word(line))
    if (word != "ipvsadm") words.emplace_back(word.substr(0, word.find('\0')));
  return words;
}

std::vector<RestoreLine> restore_lines(std::string_view text)
{
  std::vector<RestoreLine> lines;
  for (std::size_t number = 1; !text.empty(); ++number) {
    auto words = words_of_line(take_line(text));
    if (!words.empty()) lines.push_back({number, std::move(words)});
  }
  return lines;
}

}  // namespace ipvsadm
