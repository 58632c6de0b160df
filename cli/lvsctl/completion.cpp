// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <stdexcept>

#include "cli/lvsctl/commands.hpp"
#include "cli/lvsctl/completion_texts.hpp"

namespace lvsctl {

int completion(const std::string& shell)
{
  const auto found = completion_texts().find(shell);
  if (found == completion_texts().end())
    throw std::runtime_error("there are completions for bash, zsh and fish, not for `" + shell +
                             "`");
  fmt::print("{}", found->second);
  return 0;
}

}  // namespace lvsctl
