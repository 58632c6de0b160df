// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/files/host_environment.hpp"

#include <linux/ipv6_route.h>
#include <net/if.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include "libipvsctl/sysctl/parameters.hpp"

namespace lvsd {
namespace {

using ipvsctl::sysctl::has_value;

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

/// Where a parameter is not there, neither is its family.
std::set<ipvsctl::Family> not_forwarded()
{
  std::set<ipvsctl::Family> families;
  if (has_value("net/ipv4/ip_forward", "0")) families.insert(ipvsctl::Family::ipv4);
  if (has_value("net/ipv6/conf/all/forwarding", "0")) families.insert(ipvsctl::Family::ipv6);
  return families;
}

/// Interfaces of IPv6 default routes by router advertisement (/proc/net/ipv6_route).
std::set<std::string> interfaces_of_advertised_routes()
{
  constexpr unsigned long wanted = RTF_DEFAULT | RTF_ADDRCONF;
  std::set<std::string> interfaces;
  std::ifstream routes("/proc/net/ipv6_route");
  for (std::string line; std::getline(routes, line);) {
    std::istringstream words(line);
    std::string flags;
    std::string interface;
    // To, prefix length, from, prefix length, by, metric, references and uses come before.
    for (int i = 0; i < 8; ++i)
      words >> flags;
    if (words >> flags >> interface && (std::stoul(flags, nullptr, 16) & wanted) == wanted)
      interfaces.insert(interface);
  }
  return interfaces;
}

std::set<std::string> advertised_routes(const std::set<ipvsctl::Family>& not_forwarded)
{
  if (!not_forwarded.contains(ipvsctl::Family::ipv6)) return {};
  std::set<std::string> interfaces = interfaces_of_advertised_routes();
  std::erase_if(interfaces, [](const std::string& interface) {
    return !has_value("net/ipv6/conf/" + interface + "/accept_ra", "1");
  });
  return interfaces;
}

}  // namespace

Environment host_environment()
{
  Environment environment{loaded_schedulers(), interfaces(), not_forwarded()};
  environment.advertised_routes = advertised_routes(environment.not_forwarded);
  return environment;
}

}  // namespace lvsd
