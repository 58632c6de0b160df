// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/model/settings.hpp"

#include <sstream>

namespace ipvsctl {

std::string to_string(TimeoutKind kind)
{
  switch (kind) {
    case TimeoutKind::tcp:
      return "tcp";
    case TimeoutKind::tcp_fin:
      return "tcp_fin";
    case TimeoutKind::udp:
      return "udp";
  }
  return "timeout";
}

std::string folded_blanks(const std::string& value)
{
  std::istringstream words(value);
  std::string folded;
  for (std::string word; words >> word;)
    folded += (folded.empty() ? "" : " ") + word;
  return folded;
}

}  // namespace ipvsctl
