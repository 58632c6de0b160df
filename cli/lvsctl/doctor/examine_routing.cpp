// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>

#include "cli/lvsctl/doctor/examine.hpp"

namespace lvsctl::doctor {
namespace {

using namespace ipvsctl;

bool is_nat(const DestinationSettings& settings)
{
  return settings.forwarding == ForwardingMethod::masquerade;
}

/// The first service that forwards to other hosts of `family` by NAT.
std::optional<ServiceKey> nat_service(const Host& host, Family family)
{
  for (const auto& [key, service] : host.kernel.ipvs)
    for (const auto& [server, settings] : service.destinations)
      if (is_nat(settings) && server.address.family == family &&
          !is_of_this_host(host, server.address))
        return key;
  return {};
}

/// An interface may forward by itself.
bool forwards(const Host& host, const std::string& folder)
{
  return std::ranges::any_of(host.interfaces, [&](const std::string& interface) {
    const std::string path = folder + interface + "/forwarding";
    return host.sysctls.contains(path) && number_of(host, path) != 0;
  });
}

void look_at_forwarding(const Host& host, Family family, const std::string& folder,
                        Findings& findings)
{
  const auto service = nat_service(host, family);
  const std::string path = folder + "all/forwarding";
  if (!service || !host.sysctls.contains(path) || number_of(host, path) != 0) return;
  if (forwards(host, folder)) return;
  findings.push_back(
      {Severity::problem, "forwarding", object_of(host, *service),
       "this host does not forward " + to_string(family) +
           ": its servers get packets, and their replies end here",
       "\"director\": {\"forwarding\": true} in the config, or sysctl -w " + path + "=1"});
}

std::string strict(const std::string& interface)
{
  return "rp_filter is strict on " + interface +
         " (the greater of net.ipv4.conf.all.rp_filter and "
         "net.ipv4.conf." +
         interface + ".rp_filter is 1): ";
}

std::string loosen(const std::string& interface)
{
  return "sysctl -w net/ipv4/conf/" + interface + "/rp_filter=2";
}

bool has_ipv4_address(const Host& host, const std::string& interface)
{
  return std::ranges::any_of(host.kernel.addresses, [&](const FloatingAddress& one) {
    return one.interface == interface && one.address.family == Family::ipv4;
  });
}

/// Of an interface without an address the kernel takes nothing that is answered by another one,
/// loose or strict.
std::string switch_off(const Host& host, const std::string& interface)
{
  const std::string all = "net/ipv4/conf/all/rp_filter";
  return "sysctl -w net/ipv4/conf/" + interface + "/rp_filter=0" +
         (number_of(host, all) == 0 ? "" : " " + all + "=0");
}

void look_at_tunnels(const Host& host, Findings& findings)
{
  for (const std::string& tunnel : host.tunnels) {
    const auto filter = greater_of_all(host, tunnel, "rp_filter");
    const bool has_address = has_ipv4_address(host, tunnel);
    if (filter == 0 || (filter == 2 && has_address)) continue;
    const std::string why =
        filter == 1 ? strict(tunnel) : "rp_filter is on for " + tunnel + ", which has no address: ";
    findings.push_back({Severity::problem, "rp_filter", tunnel,
                        why + "what comes out of the tunnel is dropped, because replies to the "
                              "clients leave by another interface",
                        has_address ? loosen(tunnel) : switch_off(host, tunnel)});
  }
}

/// Clients whose way back is another interface than the one they come by.
void look_at_vip_interfaces(const Host& host, Findings& findings)
{
  if (!host.config || !host.default_interface) return;
  std::set<std::string> seen;
  for (const lvsd::Vip& vip : host.config->vips) {
    const std::string& interface = vip.address.interface;
    if (vip.address.address.family != Family::ipv4 || interface == *host.default_interface ||
        !seen.insert(interface).second || greater_of_all(host, interface, "rp_filter") != 1)
      continue;
    const auto is_served = [&](const auto& entry) {
      const auto* const address = std::get_if<VirtualAddress>(&entry.first);
      return address != nullptr && address->address == vip.address.address;
    };
    if (std::ranges::none_of(host.kernel.ipvs, is_served)) continue;
    findings.push_back(
        {Severity::advice, "rp_filter", interface,
         strict(interface) + "clients from beyond the neighbourhood that come in by " + interface +
             " are dropped, because the default route leaves by " + *host.default_interface,
         loosen(interface)});
  }
}

/// Packets go in and none comes back: the servers' way to their clients misses this host.
void look_for_replies(const Host& host, Findings& findings)
{
  constexpr std::uint64_t enough_packets = 10;
  for (const auto& [key, service] : host.kernel.ipvs) {
    const auto* const address = std::get_if<VirtualAddress>(&key);
    const auto measured = host.measured.find(key);
    if (measured == host.measured.end() || (address && address->protocol == Protocol::udp))
      continue;
    for (const auto& [server, settings] : service.destinations) {
      const auto found = measured->second.destinations.find(server);
      if (!is_nat(settings) || found == measured->second.destinations.end()) continue;
      const Counters& counters = found->second.counters;
      if (counters.packets_in < enough_packets || counters.packets_out != 0) continue;
      findings.push_back({Severity::problem, "nat_return", object_of(host, key),
                          std::to_string(counters.packets_in) + " packets went to server " +
                              to_string(server) +
                              " and none came back by this host: under NAT the "
                              "server's way to its clients must be this director",
                          "on " + to_string(server.address) +
                              ": make a floating address of this "
                              "director its default gateway"});
    }
  }
}

void look_at_gateways(const Host& host, Findings& findings)
{
  for (const auto& [key, service] : host.kernel.ipvs)
    for (const auto& [server, settings] : service.destinations) {
      const auto route = host.routes.find(server.address);
      if (!is_nat(settings) || route == host.routes.end() || !route->second.gateway) continue;
      findings.push_back({Severity::advice, "nat_return", object_of(host, key),
                          "server " + to_string(server) + " is behind the router " +
                              to_string(*route->second.gateway) +
                              ": under NAT that router must send its replies back to this director",
                          ""});
    }
}

}  // namespace

void examine_routing(const Host& host, Findings& findings)
{
  look_at_forwarding(host, Family::ipv4, "net/ipv4/conf/", findings);
  look_at_forwarding(host, Family::ipv6, "net/ipv6/conf/", findings);
  look_at_tunnels(host, findings);
  look_at_vip_interfaces(host, findings);
  look_for_replies(host, findings);
  look_at_gateways(host, findings);
}

}  // namespace lvsctl::doctor
