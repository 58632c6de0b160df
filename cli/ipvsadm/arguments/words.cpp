// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/arguments/words.hpp"

#include <popt.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace ipvsadm {
namespace {

struct FreeContext {
  void operator()(poptContext context) const noexcept { poptFreeContext(context); }
};
using Context = std::unique_ptr<std::remove_pointer_t<poptContext>, FreeContext>;

unsigned popt_argument(Argument argument)
{
  switch (argument) {
    case Argument::none:
      return POPT_ARG_NONE;
    case Argument::required:
      return POPT_ARG_STRING;
    case Argument::optional:
      return POPT_ARG_STRING | POPT_ARGFLAG_OPTIONAL;
  }
  return POPT_ARG_NONE;
}

/// popt's table; an option's number there is its place in the grammar plus one.
std::vector<poptOption> popt_table()
{
  std::vector<poptOption> table;
  for (const Spelling& option : grammar())
    table.push_back({.longName = option.long_name,
                     .shortName = option.short_name,
                     .argInfo = popt_argument(option.argument),
                     .arg = nullptr,
                     .val = static_cast<int>(table.size()) + 1,
                     .descrip = nullptr,
                     .argDescrip = nullptr});
  table.push_back(POPT_TABLEEND);
  return table;
}

std::optional<std::string> value_of(poptContext context)
{
  const std::unique_ptr<char, decltype(&std::free)> value(poptGetOptArg(context), &std::free);
  if (!value) return {};
  return std::string(value.get());
}

Word word_of(poptContext context, int number)
{
  const Spelling& option = grammar()[static_cast<std::size_t>(number) - 1];
  Word word{&option, value_of(context), {}};
  if (option.command) word.typed = poptBadOption(context, POPT_BADOPTION_NOALIAS);
  return word;
}

std::vector<const char*> c_strings(const std::vector<std::string>& line)
{
  std::vector<const char*> words{"ipvsadm"};
  for (const std::string& word : line)
    words.push_back(word.c_str());
  words.push_back(nullptr);
  return words;
}

/// The first word with what popt, in a value, puts a later word in place of. Where no such word is
/// left popt 1.19 never comes back.
std::optional<std::string> word_with_placeholder(const std::vector<std::string>& line)
{
  const auto word = std::ranges::find_if(
      line, [](const std::string& one) { return one.find("!#:+") != std::string::npos; });
  if (word == line.end()) return {};
  return *word;
}

}  // namespace

Words take_apart_by_popt(const std::vector<std::string>& line)
{
  if (const auto word = word_with_placeholder(line))
    return {.options = {},
            .rest = {},
            .complaint = *word + ": no word may have \"!#:+\" in it",
            .unread = true};
  static const std::vector<poptOption> table = popt_table();
  auto argv = c_strings(line);
  const Context context(
      poptGetContext("ipvsadm", static_cast<int>(argv.size()) - 1, argv.data(), table.data(), 0));
  Words words;
  int number = 0;
  while ((number = poptGetNextOpt(context.get())) > 0)
    words.options.push_back(word_of(context.get(), number));
  if (number < -1)
    words.complaint = std::string(poptBadOption(context.get(), POPT_BADOPTION_NOALIAS)) + ": " +
                      poptStrerror(number);
  while (const char* word = poptGetArg(context.get()))
    words.rest.emplace_back(word);
  return words;
}

Words take_apart(const std::vector<std::string>& line)
{
  if (auto words = take_apart_plain(line)) return *std::move(words);
  return take_apart_by_popt(line);
}

}  // namespace ipvsadm
