// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/files/host_environment.hpp"

#include <net/if.h>

#include <filesystem>
#include <memory>

namespace lvsd {
namespace {

struct FreeNames {
  void operator()(struct if_nameindex* names) const { if_freenameindex(names); }
};

std::optional<std::set<std::string>> interfaces()
{
  const std::unique_ptr<struct if_nameindex, FreeNames> names(::if_nameindex());
  if (!names) return {};
  std::set<std::string> interfaces;
  for (const struct if_nameindex* one = names.get(); one->if_index != 0; ++one)
    interfaces.insert(one->if_name);
  return interfaces;
}

/// A scheduler's module is called ip_vs_NAME; that some of these names are of other things does no
/// harm.
std::set<std::string> loaded_schedulers()
{
  std::set<std::string> schedulers;
  std::error_code ignored;
  const std::string prefix = "ip_vs_";
  for (const auto& entry : std::filesystem::directory_iterator("/sys/module", ignored)) {
    const std::string module = entry.path().filename();
    if (module.starts_with(prefix)) schedulers.insert(module.substr(prefix.size()));
  }
  return schedulers;
}

}  // namespace

Environment host_environment()
{
  return {loaded_schedulers(), interfaces()};
}

}  // namespace lvsd
