// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/transient_line.hpp"

#include <unistd.h>

#include <cstdio>
#include <utility>

namespace lvsctl {

TransientLine::TransientLine() : shown_(isatty(STDERR_FILENO) == 1) {}

void TransientLine::draw(const std::string& text)
{
  if (!shown_) return;
  std::fputs(("\r" + text + "\033[K").c_str(), stderr);
  drawn_ = true;
}

void TransientLine::erase()
{
  if (std::exchange(drawn_, false)) std::fputs("\r\033[K", stderr);
}

}  // namespace lvsctl
