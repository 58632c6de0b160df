// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/doctor/examine.hpp"

#include <algorithm>
#include <charconv>

namespace lvsctl::doctor {

Findings examine(const Host& host)
{
  Findings findings;
  examine_config(host, findings);
  examine_routing(host, findings);
  examine_addresses(host, findings);
  examine_marks(host, findings);
  examine_firewall(host, findings);
  examine_load(host, findings);
  std::ranges::stable_sort(findings, {}, &Finding::severity);
  return findings;
}

std::string object_of(const Host& host, const ipvsctl::ServiceKey& service)
{
  const auto name = host.names.find(service);
  return "service " + (name == host.names.end() ? to_string(service) : "`" + name->second + "`");
}

bool is_of_this_host(const Host& host, const ipvsctl::IpAddress& address)
{
  return is_loopback(address) || std::ranges::count(host.kernel.addresses, address,
                                                    &ipvsctl::FloatingAddress::address) != 0;
}

int number_of(const Host& host, const std::string& path)
{
  const auto found = host.sysctls.find(path);
  int number = 0;
  if (found != host.sysctls.end())
    std::from_chars(found->second.data(), found->second.data() + found->second.size(), number);
  return number;
}

int greater_of_all(const Host& host, const std::string& interface, const std::string& what)
{
  const std::string folder = "net/ipv4/conf/";
  return std::max(number_of(host, folder + "all/" + what),
                  number_of(host, folder + interface + "/" + what));
}

}  // namespace lvsctl::doctor
