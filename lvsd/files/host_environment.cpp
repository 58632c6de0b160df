// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/files/host_environment.hpp"

#include <arpa/inet.h>
#include <ifaddrs.h>
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

/// Whether no interface forwards, which each may by itself. Where there are no parameters, there is
/// no such family.
bool is_not_forwarded(const std::string& parameters)
{
  if (!has_value(parameters + "all/forwarding", "0")) return false;
  std::error_code ignored;
  for (const auto& entry :
       std::filesystem::directory_iterator("/proc/sys/" + parameters, ignored)) {
    const std::string interface = entry.path().filename();
    if (interface != "default" && has_value(parameters + interface + "/forwarding", "1"))
      return false;
  }
  return true;
}

std::set<ipvsctl::Family> not_forwarded()
{
  std::set<ipvsctl::Family> families;
  if (is_not_forwarded("net/ipv4/conf/")) families.insert(ipvsctl::Family::ipv4);
  if (is_not_forwarded("net/ipv6/conf/")) families.insert(ipvsctl::Family::ipv6);
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

/// Those that would go: an interface that begins to forward does so whatever others do.
std::set<std::string> advertised_routes()
{
  const std::string parameters = "net/ipv6/conf/";
  if (!has_value(parameters + "all/forwarding", "0")) return {};
  std::set<std::string> interfaces = interfaces_of_advertised_routes();
  std::erase_if(interfaces, [&](const std::string& interface) {
    return !has_value(parameters + interface + "/forwarding", "0") ||
           !has_value(parameters + interface + "/accept_ra", "1");
  });
  return interfaces;
}

struct FreeAddresses {
  void operator()(ifaddrs* addresses) const { freeifaddrs(addresses); }
};

std::optional<ipvsctl::IpAddress> ip_address_of(const sockaddr* address)
{
  if (address == nullptr) return {};
  char text[INET6_ADDRSTRLEN] = {};
  const void* bytes = nullptr;
  if (address->sa_family == AF_INET)
    bytes = &reinterpret_cast<const sockaddr_in*>(address)->sin_addr;
  if (address->sa_family == AF_INET6)
    bytes = &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr;
  if (bytes == nullptr || inet_ntop(address->sa_family, bytes, text, sizeof text) == nullptr)
    return {};
  return ipvsctl::parse_ip_address(text);
}

std::set<ipvsctl::IpAddress> own_addresses()
{
  ifaddrs* first = nullptr;
  if (getifaddrs(&first) != 0) return {};
  const std::unique_ptr<ifaddrs, FreeAddresses> all(first);
  std::set<ipvsctl::IpAddress> addresses;
  for (const ifaddrs* one = all.get(); one != nullptr; one = one->ifa_next)
    if (const auto address = ip_address_of(one->ifa_addr)) addresses.insert(*address);
  return addresses;
}

}  // namespace

Environment host_environment()
{
  Environment environment{loaded_schedulers(), interfaces(), not_forwarded()};
  environment.advertised_routes = advertised_routes();
  environment.own_addresses = own_addresses();
  return environment;
}

}  // namespace lvsd
