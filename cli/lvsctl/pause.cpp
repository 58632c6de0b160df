// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/pause.hpp"

#include <algorithm>

namespace lvsctl {

std::chrono::milliseconds pause_after(std::chrono::milliseconds answer,
                                      std::chrono::milliseconds least)
{
  constexpr std::chrono::milliseconds most = std::chrono::minutes(1);
  return std::clamp(10 * answer, least, most);
}

}  // namespace lvsctl
