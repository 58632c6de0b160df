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

/// A command line taken apart as by popt, which the original uses, so that the grammar is the same.
struct Words {
  std::vector<Word> options;
  std::vector<std::string> rest;         ///< what is no option and no option's value
  std::optional<std::string> complaint;  ///< what stopped it after `options`: "-Q: unknown option"
  bool unread = false;  ///< the complaint is about the whole line, of which nothing was taken apart
};

/// Takes apart `line`, which is without the program's name.
Words take_apart(const std::vector<std::string>& line);

/// The same by popt alone.
Words take_apart_by_popt(const std::vector<std::string>& line);

/// The same for a line in which every word is one option or one option's value, as all lines of a
/// save are: to set popt up would take longer than all else that is done with such a line. None for
/// any other line.
std::optional<Words> take_apart_plain(const std::vector<std::string>& line);

}  // namespace ipvsadm
