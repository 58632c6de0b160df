// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/arguments/numbers.hpp"

#include <cerrno>
#include <cstdlib>

namespace ipvsadm {

std::optional<long> bounded_number(const std::string& text, long least, long most)
{
  char* end = nullptr;
  errno = 0;
  const long number = std::strtol(text.c_str(), &end, 10);
  if (errno != 0 || end == text.c_str() || *end != '\0') return {};
  if (number < least || number > most) return {};
  return number;
}

int leading_number(const std::string& text)
{
  return static_cast<int>(std::strtol(text.c_str(), nullptr, 10));
}

}  // namespace ipvsadm
