// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/sysctl/why_missing.hpp"

namespace ipvsctl::sysctl {
namespace {

/// The option of the kernel's build that brings a parameter of IPVS; nothing for those of all
/// builds.
std::string build_option_of(const std::string& path)
{
  if (path == "net/ipv4/vs/debug_level") return "CONFIG_IP_VS_DEBUG";
  if (path == "net/ipv4/vs/conntrack") return "CONFIG_IP_VS_NFCT";
  return {};
}

}  // namespace

std::string why_missing(const std::string& path, bool ipvs_is_loaded)
{
  if (path.starts_with("net/ipv4/vs/")) {
    if (!ipvs_is_loaded) return "there is no such parameter: is ip_vs loaded?";
    const std::string option = build_option_of(path);
    return option.empty() ? "this kernel is too old for it, or was built without it: leave it out"
                          : "this kernel was built without it (" + option + "): leave it out";
  }
  for (const char* folder : {"net/ipv4/conf/", "net/ipv6/conf/"})
    if (path.starts_with(folder)) return "there is no such parameter: is there such an interface?";
  return "there is no such parameter";
}

}  // namespace ipvsctl::sysctl
