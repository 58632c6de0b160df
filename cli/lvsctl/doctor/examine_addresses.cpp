// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <optional>

#include "cli/lvsctl/doctor/examine.hpp"
#include "lvsd/desired/wanted.hpp"

namespace lvsctl::doctor {
namespace {

using namespace ipvsctl;

std::string text_of(const address::HardwareAddress& hardware)
{
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const std::byte byte : hardware) {
    if (!text.empty()) text += ':';
    text += digits[std::to_integer<unsigned>(byte) >> 4U];
    text += digits[std::to_integer<unsigned>(byte) & 15U];
  }
  return text;
}

const char* const silence =
    "sysctl -w net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2";

void look_for_rivals(const Host& host, Findings& findings)
{
  for (const Rival& rival : host.rivals)
    findings.push_back(
        {Severity::problem, "arp", to_string(rival.address),
         text_of(rival.hardware) +
             " on the same link answers for it too: a second "
             "director that has it, or a real server for direct routing that answers "
             "ARP for its VIP; clients reach whoever answered last",
         std::string("on the real server: ") + silence +
             "; on a second director: systemctl disable --now lvsd, then ip address del " +
             to_string(rival.address.address) + "/" + std::to_string(rival.address.prefix_length) +
             " dev its interface"});
}

bool has(const Host& host, const FloatingAddress& wanted)
{
  return std::ranges::any_of(host.kernel.addresses, [&](const FloatingAddress& present) {
    return same_place(present, wanted);
  });
}

struct Trouble {
  std::string text, cure;
};

/// Why nobody reaches a VIP; none where nothing is wrong with it.
std::optional<Trouble> trouble_with(const Host& host, const FloatingAddress& vip)
{
  const std::string& interface = vip.interface;
  if (!host.interfaces.contains(interface))
    return Trouble{"there is no interface " + interface + " on this host",
                   "ip link; then name one that exists in the config"};
  if (!has(host, vip))
    return Trouble{
        to_string(vip.address) + " is not on " + interface + ": nobody reaches its services",
        "lvsctl apply" + host.config_argument};
  if (host.dead.contains(interface))
    return Trouble{interface + " is down, or its link is: nobody reaches its services by it",
                   "ip link set " + interface + " up; then look at its cable, or its ports"};
  return {};
}

void look_for_interfaces(const Host& host, Findings& findings)
{
  if (!host.config) return;
  for (const lvsd::Vip& vip : host.config->vips)
    if (const auto trouble = trouble_with(host, vip.address))
      findings.push_back(
          {Severity::problem, "vip", "VIP `" + vip.name + "`", trouble->text, trouble->cure});
}

bool is_vip(const Host& host, const IpAddress& address)
{
  return std::ranges::any_of(host.config->vips,
                             [&](const lvsd::Vip& vip) { return vip.address.address == address; });
}

/// An address may be right without being here: a router sends it, and a local route takes it.
void look_for_addresses_of_services(const Host& host, Findings& findings)
{
  if (!host.config) return;
  for (const lvsd::ServiceConfig& service : host.config->services)
    for (const IpAddress& address : lvsd::addresses_of(service))
      if (!is_vip(host, address) && !is_of_this_host(host, address))
        findings.push_back(
            {Severity::advice, "vip", "service `" + service.name + "`",
             "no interface has " + to_string(address) +
                 ": unless something else brings it here, nobody reaches the service",
             "write it into vips, or correct it"});
}

/// A host that has a service's address on its loopback is a real server for direct routing.
void look_at_loopback(const Host& host, Findings& findings)
{
  for (const FloatingAddress& address : host.kernel.addresses) {
    if (address.interface != "lo" || address.address.family != Family::ipv4 ||
        is_loopback(address.address))
      continue;
    for (const std::string& interface : host.interfaces) {
      if (interface == "lo" || host.tunnels.contains(interface) ||
          greater_of_all(host, interface, "arp_ignore") != 0)
        continue;
      findings.push_back({Severity::advice, "arp", to_string(address.address) + " on lo",
                          "this host answers ARP for it on " + interface +
                              ": where it is a real server for direct routing, clients come past "
                              "the director",
                          silence});
      break;
    }
  }
}

}  // namespace

void examine_addresses(const Host& host, Findings& findings)
{
  look_for_rivals(host, findings);
  look_for_interfaces(host, findings);
  look_for_addresses_of_services(host, findings);
  look_at_loopback(host, findings);
}

}  // namespace lvsctl::doctor
