// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>

#include "cli/ipvsadm/arguments/command.hpp"
#include "cli/ipvsadm/arguments/draft.hpp"
#include "cli/ipvsadm/arguments/option.hpp"

namespace ipvsadm {

/// Whether an option takes a value. An optional one is the next word, unless that begins with '-'.
enum class Argument { none, required, optional };

/// One way to say something on a command line.
struct Spelling {
  using Read = void (Draft::*)(const std::string& value);

  const char* long_name = nullptr;
  char short_name = '\0';
  Argument argument = Argument::none;
  std::optional<CommandKind> command{};  ///< a command, or
  std::optional<Option> slot{};          ///< the slot it fills; -6 and --sort have none
  Read read = nullptr;                   ///< what else it does
  Read read_without_value = nullptr;     ///< the same where an optional value is absent
};

/// All commands and options.
std::span<const Spelling> grammar();

}  // namespace ipvsadm
