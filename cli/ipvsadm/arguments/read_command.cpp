// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/arguments/read_command.hpp"

#include "cli/ipvsadm/arguments/draft.hpp"
#include "cli/ipvsadm/arguments/finish.hpp"
#include "cli/ipvsadm/arguments/validity.hpp"
#include "cli/ipvsadm/arguments/words.hpp"

namespace ipvsadm {
namespace {

using ipvsctl::SyncRole;

CommandKind command_of(const Words& words, const std::string& program)
{
  if (words.unread) throw Refusal{*words.complaint, Status::refused};
  if (words.options.empty() || !words.options.front().option->command) throw usage_refusal(program);
  return *words.options.front().option->command;
}

std::optional<SyncRole> read_role(const std::string& text)
{
  for (const SyncRole role : {SyncRole::master, SyncRole::backup})
    if (text == to_string(role)) return role;
  return {};
}

/// What comes right behind the command.
CommandValues values_of(const Word& command, CommandKind kind)
{
  CommandValues values;
  if (kind != CommandKind::start_daemon && kind != CommandKind::stop_daemon) return values;
  const auto role = read_role(command.value.value_or(""));
  if (!role)
    throw Refusal{kind == CommandKind::start_daemon ? "illegal start-daemon parameter specified"
                                                    : "illegal start_daemon specified"};
  values.role = *role;
  return values;
}

void read_option(Draft& draft, const Word& word)
{
  const Spelling& option = *word.option;
  if (option.command) throw Refusal{"invalid option `" + word.typed + "'"};
  if (option.slot) {
    if (draft.given.has(*option.slot))
      throw Refusal{"multiple '" + std::string(name_of(*option.slot)) + "' options specified"};
    draft.given.insert(*option.slot);
  }
  const bool valueless = option.read_without_value != nullptr && !word.value;
  const auto read = valueless ? option.read_without_value : option.read;
  if (read != nullptr) (draft.*read)(word.value.value_or(""));
}

void read_options(Draft& draft, const Words& words)
{
  for (auto word = words.options.begin() + 1; word != words.options.end(); ++word)
    read_option(draft, *word);
  if (words.complaint) throw Refusal{*words.complaint, Status::refused, /* ends_restore= */ false};
}

}  // namespace

Refusal usage_refusal(const std::string& program)
{
  return {"Try `" + program + " -h' or '" + program + " --help' for more information.",
          Status::refused};
}

Command read_command(const std::vector<std::string>& line, const std::string& program, Names& names)
{
  if (line.empty()) return ListTable{};
  const Words words = take_apart(line);
  const CommandKind kind = command_of(words, program);
  if (kind == CommandKind::help) return Help{};
  if (kind == CommandKind::version) return Version{};
  CommandValues values = values_of(words.options.front(), kind);
  Draft draft(names);
  read_options(draft, words);
  values.timeouts = read_positional(kind, words.rest);
  read_flags_of_scheduler(draft);
  if (const auto wrong = misfit(draft.given, kind)) throw Refusal{*wrong};
  return finish(kind, draft, values);
}

}  // namespace ipvsadm
