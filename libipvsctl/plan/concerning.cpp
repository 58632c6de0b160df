// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/plan/concerning.hpp"

namespace ipvsctl {
namespace {

// 224.0.0.81, which a sync daemon takes where it is not told a group.
constexpr IpAddress kernels_group{
    .family = Family::ipv4, .bytes = {std::byte{224}, std::byte{0}, std::byte{0}, std::byte{81}}};

}  // namespace

KernelState concerning(const KernelState& desired, KernelState observed)
{
  std::erase_if(observed.sysctls,
                [&](const auto& entry) { return !desired.sysctls.contains(entry.first); });
  std::erase_if(observed.timeouts,
                [&](const auto& entry) { return !desired.timeouts.contains(entry.first); });
  for (auto& [role, daemon] : observed.sync_daemons) {
    const auto wanted = desired.sync_daemons.find(role);
    if (wanted == desired.sync_daemons.end()) continue;
    if (wanted->second.max_length == 0) daemon.max_length = 0;
    if (wanted->second.group == IpAddress{} && daemon.group == kernels_group) daemon.group = {};
  }
  return observed;
}

}  // namespace ipvsctl
