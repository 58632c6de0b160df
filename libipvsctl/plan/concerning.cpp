// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/plan/concerning.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace ipvsctl {
namespace {

// 224.0.0.81, which a sync daemon takes where it is not told a group.
constexpr IpAddress kernels_group{
    .family = Family::ipv4, .bytes = {std::byte{224}, std::byte{0}, std::byte{0}, std::byte{81}}};

// The defences that update_defense_level() of the kernel turns on and off by the free memory, by
// altering the parameter itself: from 1 to 2, and back from 2 to 1.
constexpr std::array<std::string_view, 3> defences{
    "net/ipv4/vs/drop_entry", "net/ipv4/vs/drop_packet", "net/ipv4/vs/secure_tcp"};

bool is_automatic(const std::string& mode)
{
  return mode == "1" || mode == "2";
}

bool kernel_moves_between(const std::string& path, const std::string& one, const std::string& other)
{
  return is_automatic(one) && is_automatic(other) && std::ranges::count(defences, path) != 0;
}

void pass_over_automatic_modes(const Sysctls& desired, Sysctls& observed)
{
  for (auto& [path, value] : observed) {
    const std::string& wanted = desired.at(path);
    if (kernel_moves_between(path, value, wanted)) value = wanted;
  }
}

}  // namespace

KernelState concerning(const KernelState& desired, KernelState observed)
{
  std::erase_if(observed.sysctls,
                [&](const auto& entry) { return !desired.sysctls.contains(entry.first); });
  pass_over_automatic_modes(desired.sysctls, observed.sysctls);
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
