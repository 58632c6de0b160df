// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/transient_line.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <utility>

namespace lvsctl {

TransientLine::TransientLine() : shown_(isatty(STDERR_FILENO) == 1) {}

void TransientLine::draw(const std::string& text)
{
  if (!shown_) return;
  fmt::print(stderr, "\r{}\033[K", text);
  drawn_ = true;
}

void TransientLine::erase()
{
  if (std::exchange(drawn_, false)) fmt::print(stderr, "\r\033[K");
}

}  // namespace lvsctl
