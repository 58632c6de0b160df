// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/model/duration.hpp"

namespace ipvsctl {

std::string duration_text(std::chrono::milliseconds duration)
{
  for (const DurationUnit& unit : duration_units)
    if (duration.count() % unit.milliseconds == 0 && (duration.count() != 0 || unit.name == "s"))
      return std::to_string(duration.count() / unit.milliseconds).append(unit.name);
  return std::to_string(duration.count()) + "ms";
}

}  // namespace ipvsctl
