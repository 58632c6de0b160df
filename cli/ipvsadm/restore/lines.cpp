// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/restore/lines.hpp"

#include <algorithm>

namespace ipvsadm {
namespace {

constexpr bool is_blank(char letter)
{
  return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
}

constexpr std::ptrdiff_t longest_word = 4096;  // as in the original

/// Takes the next word from the front of `line`; empty at its end.
std::string_view take_word(std::string_view& line)
{
  const auto begin = std::find_if_not(line.begin(), line.end(), is_blank);
  const auto most = begin + std::min<std::ptrdiff_t>(line.end() - begin, longest_word);
  const std::string_view word(begin, std::find_if(begin, most, is_blank));
  line = {word.end(), line.end()};
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
