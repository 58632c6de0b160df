// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/run/output.hpp"

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace ipvsadm {

void print(const std::string& text)
{
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
    throw std::system_error(errno, std::generic_category(), "cannot write to standard output");
}

void complain(const std::string& text)
{
  std::fputs((text + "\n").c_str(), stderr);
}

}  // namespace ipvsadm
