// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <algorithm>
#include <iterator>
#include <string>

#include "cli/lvsctl/doctor/examine.hpp"

namespace tests {

inline const ipvsctl::ServiceKey web = *ipvsctl::parse_service_key("tcp 192.0.2.10:80");
inline const ipvsctl::DestinationKey server = *ipvsctl::parse_destination_key("10.0.0.11:80");
inline const ipvsctl::FloatingAddress vip{"eth0", *ipvsctl::parse_ip_address("192.0.2.10"), 24,
                                          "eth0:1"};

/// A director with one NAT service where nothing is wrong.
inline lvsctl::doctor::Host healthy()
{
  lvsctl::doctor::Host host;
  host.config.emplace();
  host.config->vips = {{"public", vip}};
  host.names[web] = "web";
  host.lvsd_runs = true;
  host.kernel.ipvs[web].destinations[server] = {};
  host.kernel.addresses = {vip, {"lo", *ipvsctl::parse_ip_address("127.0.0.1"), 8, ""}};
  host.connection_table_size = 4096;
  host.interfaces = {"lo", "eth0", "eth1"};
  host.default_interface = "eth0";
  host.sysctls = {{"net/ipv4/conf/all/forwarding", "1"},
                  {"net/ipv4/vs/conntrack", "0"},
                  {"net/ipv4/conf/all/rp_filter", "0"}};
  return host;
}

inline ipvsctl::Service& service_of(lvsctl::doctor::Host& host)
{
  return host.kernel.ipvs.at(web);
}

/// What was found by one check.
inline lvsctl::doctor::Findings by(const lvsctl::doctor::Host& host, const std::string& check)
{
  lvsctl::doctor::Findings found;
  std::ranges::copy_if(
      lvsctl::doctor::examine(host), std::back_inserter(found),
      [&](const lvsctl::doctor::Finding& finding) { return finding.check == check; });
  return found;
}

}  // namespace tests
