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

}  // namespace

std::vector<std::string> words_of_line(std::string_view line)
{
  std::vector<std::string> words;
  for (auto word = take_word(line); !word.empty() && word.front() != '#'; word = take_word(line))
    if (word != "ipvsadm") words.emplace_back(word.substr(0, word.find('\0')));
  return words;
}

bool is_passed_over(std::string_view last_line)
{
  const auto size = last_line.size();
  if (size < 2 || !is_blank(last_line[size - 1]) || !is_blank(last_line[size - 2])) return false;
  auto word = take_word(last_line);
  while (!word.empty() && word.front() != '#')
    word = take_word(last_line);
  return word.empty();
}

}  // namespace ipvsadm
