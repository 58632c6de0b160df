// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/run/output.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "cli/ipvsadm/arguments/refusal.hpp"

namespace ipvsadm {

void print(const std::string& text)
{
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
    throw Refusal{std::string("cannot write to standard output: ") + std::strerror(errno),
                  Status::listing_failed};
}

void complain(const std::string& text)
{
  std::fputs((text + "\n").c_str(), stderr);
}

}  // namespace ipvsadm
