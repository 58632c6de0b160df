// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/files/host_environment.hpp"

#include <net/if.h>

#include <filesystem>
#include <memory>

#include "libipvsctl/sysctl/parameters.hpp"

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

/// Where a parameter is not there, neither is its family, or nothing is known of it.
bool is_off(const char* parameter)
{
  const std::optional<std::string> value = ipvsctl::sysctl::read(parameter);
  return value && *value == "0";
}

std::set<ipvsctl::Family> not_forwarded()
{
  std::set<ipvsctl::Family> families;
  if (is_off("net/ipv4/ip_forward")) families.insert(ipvsctl::Family::ipv4);
  if (is_off("net/ipv6/conf/all/forwarding")) families.insert(ipvsctl::Family::ipv6);
  return families;
}

}  // namespace

Environment host_environment()
{
  return {loaded_schedulers(), interfaces(), not_forwarded()};
}

}  // namespace lvsd
