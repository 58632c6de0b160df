// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

#include "cli/ipvsadm/arguments/words.hpp"

namespace ipvsadm {
namespace {

using ByLetter = std::array<const Spelling*, std::numeric_limits<unsigned char>::max() + 1>;

ByLetter spellings_by_letter()
{
  ByLetter spellings{};
  for (const Spelling& option : grammar())
    if (option.short_name != '\0')
      spellings[static_cast<unsigned char>(option.short_name)] = &option;
  return spellings;
}

/// The option that `word` is, whole; null where it is none, or more than one.
const Spelling* option_of(std::string_view word)
{
  static const ByLetter by_letter = spellings_by_letter();
  if (word.size() == 2 && word[0] == '-') return by_letter[static_cast<unsigned char>(word[1])];
  if (!word.starts_with("--")) return nullptr;
  const auto option = std::ranges::find_if(
      grammar(), [&](const Spelling& one) { return word.substr(2) == one.long_name; });
  return option == grammar().end() ? nullptr : &*option;
}

/// Whether popt takes `word` for a value as it stands; what it does with '!' is left to it.
bool is_plain(std::string_view word)
{
  return word.find('!') == std::string_view::npos;
}

}  // namespace

std::optional<Words> take_apart_plain(const std::vector<std::string>& line)
{
  Words words;
  words.options.reserve(line.size());
  for (auto word = line.begin(); word != line.end(); ++word) {
    const Spelling* const option = option_of(*word);
    if (option == nullptr) return {};
    Word& taken = words.options.emplace_back(Word{option, {}, {}});
    const auto next = word + 1;
    const bool has_next = next != line.end();
    if (option->argument == Argument::required && !has_next) return {};
    if (option->argument == Argument::required ||
        (option->argument == Argument::optional && has_next && !next->starts_with('-'))) {
      if (!is_plain(*next)) return {};
      taken.value = *next;
      word = next;
    }
    if (option->command) taken.typed = *word;
  }
  return words;
}

}  // namespace ipvsadm
