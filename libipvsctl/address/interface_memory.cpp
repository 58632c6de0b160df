// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/address/interface_memory.hpp"

#include <algorithm>
#include <utility>

namespace ipvsctl::address {

InterfaceMemory::News InterfaceMemory::saw(const Interface& interface)
{
  const auto [found, is_new] = known_.try_emplace(interface.index, interface);
  const Interface before = std::exchange(found->second, interface);
  const bool announce =
      interface.running &&
      (is_new || !before.running || before.hardware_address != interface.hardware_address);
  if (announce) return News::announce;
  const bool changed =
      is_new || before.name != interface.name || before.running != interface.running;
  return changed ? News::changed : News::none;
}

void InterfaceMemory::gone(const Interface& interface)
{
  known_.erase(interface.index);
}

std::vector<std::string> InterfaceMemory::saw_all(std::span<const Interface> interfaces)
{
  std::erase_if(known_, [&](const auto& entry) {
    return std::ranges::find(interfaces, entry.first, &Interface::index) == interfaces.end();
  });
  std::vector<std::string> names;
  for (const Interface& interface : interfaces)
    if (saw(interface) == News::announce) names.push_back(interface.name);
  return names;
}

}  // namespace ipvsctl::address
