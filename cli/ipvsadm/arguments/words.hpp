// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/ipvsadm/arguments/grammar.hpp"

namespace ipvsadm {

/// One option as it was given.
struct Word {
  const Spelling* option = nullptr;
  std::optional<std::string> value;
  std::string typed;  ///< the word it came in, for complaints; of commands only
};

/// A command line taken apart by popt, which the original uses, so that the grammar is the same.
struct Words {
  std::vector<Word> options;
  std::vector<std::string> rest;         ///< what is no option and no option's value
  std::optional<std::string> complaint;  ///< what stopped it after `options`: "-Q: unknown option"
};

/// `line` without the program's name.
Words take_apart(const std::vector<std::string>& line);

}  // namespace ipvsadm
