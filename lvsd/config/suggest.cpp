// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/suggest.hpp"

#include <algorithm>
#include <cctype>

#include "lvsd/config/quoted.hpp"

namespace lvsd {
namespace {

/// Beyond this length nobody mistypes a word: it is something else.
constexpr std::size_t longest_word = 64;

std::string lowered(std::string_view text)
{
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b)
{
  std::vector<std::size_t> before, last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j)
    last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] =
          std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1] ? 1U : 0U)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last.back();
}

std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& known)
{
  if (word.empty() || word.size() > longest_word) return {};
  std::optional<std::string> best;
  std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string& candidate : known) {
    const std::size_t distance = edit_distance(lowered(word), lowered(candidate));
    if (distance >= best_distance || distance >= candidate.size()) continue;
    best = candidate;
    best_distance = distance;
  }
  return best;
}

bool is_mistyped(std::string_view name, const std::vector<std::string>& words,
                 const std::vector<std::string>& known)
{
  return std::ranges::any_of(words, [&](const std::string& word) {
    return std::ranges::find(known, word) == known.end() && nearest(word, known) == name;
  });
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& known)
{
  const auto meant = nearest(word, known);
  return meant ? "; did you mean " + in_quotes(*meant) + "?" : "";
}

}  // namespace lvsd
