// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/plan/concerning.hpp"

namespace ipvsctl {

KernelState concerning(const KernelState& desired, KernelState observed)
{
  std::erase_if(observed.sysctls,
                [&](const auto& entry) { return !desired.sysctls.contains(entry.first); });
  std::erase_if(observed.timeouts,
                [&](const auto& entry) { return !desired.timeouts.contains(entry.first); });
  for (auto& [role, daemon] : observed.sync_daemons) {
    const auto wanted = desired.sync_daemons.find(role);
    if (wanted != desired.sync_daemons.end() && wanted->second.max_length == 0)
      daemon.max_length = 0;
  }
  return observed;
}

}  // namespace ipvsctl
