// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/run/line_restore.hpp"

#include <fmt/format.h>

#include "cli/ipvsadm/arguments/kernel_words.hpp"
#include "cli/ipvsadm/arguments/read_command.hpp"
#include "cli/ipvsadm/restore/lines.hpp"
#include "cli/ipvsadm/run/change.hpp"
#include "cli/ipvsadm/run/execute.hpp"
#include "cli/ipvsadm/run/output.hpp"

namespace ipvsadm {

LineRestore::LineRestore(Director& director, Names& names, const std::string& program)
    : director_(director),
      names_(names),
      program_(program),
      batch_(director.client, [this](std::size_t, const auto& answer) { answered(answer); })
{
}

bool LineRestore::take(std::string_view line)
{
  ++line_;
  const auto words = words_of_line(line);
  if (words.empty()) return true;
  try {
    return take_command(read_command(words, program_, names_));
  } catch (const Refusal& refusal) {
    settle();
    return refuse(line_, refusal);
  }
}

bool LineRestore::take_command(Command command)
{
  if (std::holds_alternative<Restore>(command)) throw usage_refusal(program_);
  if (is_change(command)) {
    sent_.push_back({line_, std::move(command)});
    add_change(batch_, line_, sent_.back().command);
    return true;
  }
  settle();
  execute(director_, names_, program_, command);
  status_ = Status::success;
  return !std::holds_alternative<Help>(command) && !std::holds_alternative<Version>(command);
}

bool LineRestore::refuse(std::size_t line, const Refusal& refusal)
{
  complain(fmt::format("line {}: {}", line, refusal.text));
  status_ = refusal.status;
  return !refusal.ends_restore;
}

void LineRestore::answered(const ipvsctl::netlink::Answer& answer)
{
  const Sent sent = std::move(sent_.front());
  sent_.pop_front();
  status_ = Status::success;
  if (answer.code)
    refuse(sent.line, {kernel_words(sent.command, answer.code), Status::refused, false});
}

}  // namespace ipvsadm
