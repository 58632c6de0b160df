// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/collisions.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>

#include "lvsd/config/quoted.hpp"
#include "lvsd/config/read_address.hpp"

namespace lvsd {
namespace {

using namespace ipvsctl;

void check_names(const std::vector<ReadService>& services, Findings& findings)
{
  std::unordered_map<std::string, const Json*> names;
  for (const ReadService& service : services) {
    if (service.config.name.empty()) continue;
    const auto [first, is_new] = names.emplace(service.config.name, service.name_place);
    if (!is_new)
      findings.error(*service.name_place,
                     "there are two services of the name " + in_quotes(service.config.name),
                     *first->second);
  }
}

void check_marks(const std::vector<ReadService>& services, Findings& findings)
{
  std::map<FirewallMark, const ReadService*> marks;
  for (const ReadService& service : services) {
    if (!service.config.mark) continue;
    for (const Family family : families_of(service.config)) {
      const auto [first, is_new] =
          marks.emplace(FirewallMark{family, *service.config.mark}, &service);
      if (is_new) continue;
      findings.error(*service.mark_place,
                     "mark " + std::to_string(*service.config.mark) + " of " + name_of(family) +
                         " is already of " + called(first->second->config),
                     *first->second->mark_place);
    }
  }
}

struct Claim {
  MarkMatch match;
  std::size_t order = 0;  ///< in the files
  const Json* place = nullptr;
  const ReadService* service = nullptr;
};

/// By address, protocol and first port.
bool before(const Claim& a, const Claim& b)
{
  return std::tie(a.match, a.order) < std::tie(b.match, b.order);
}

/// Port 0 is every port that no other service has, so it meets no port but itself.
bool overlap(const MarkMatch& a, const MarkMatch& b)
{
  return a.address == b.address && a.protocol == b.protocol && a.ports.last >= b.ports.first &&
         b.ports.last >= a.ports.first;
}

std::string claim_text(const MarkMatch& match)
{
  const std::string text = to_string(match);
  return match.ports.last == 0 ? "every port of " + text.substr(0, text.rfind(':')) : text;
}

void tell_overlap(const Claim& one, const Claim& two, Findings& findings)
{
  const auto& [first, second] = one.order < two.order ? std::tie(one, two) : std::tie(two, one);
  const bool same_service = first.service == second.service;
  const std::string whose = same_service ? "the same service" : called(first.service->config);
  const std::string what = claim_text(second.match);
  if (first.match != second.match)
    findings.error(*second.place,
                   what + " overlaps " + to_string(first.match.ports) + " of " + whose,
                   *first.place);
  else
    findings.error(*second.place,
                   what + (same_service ? " is given twice" : " is already of " + whose),
                   *first.place);
}

void check_ports(const std::vector<ReadService>& services, Findings& findings)
{
  std::vector<Claim> claims;
  for (const ReadService& service : services)
    for (std::size_t i = 0; i < service.config.matches.size(); ++i)
      claims.push_back(
          {service.config.matches[i], claims.size(), service.match_places[i], &service});
  std::sort(claims.begin(), claims.end(), before);
  const Claim* widest = nullptr;
  for (const Claim& claim : claims) {
    if (findings.full()) return;
    const bool meets = widest != nullptr && overlap(widest->match, claim.match);
    if (meets) tell_overlap(*widest, claim, findings);
    if (!meets || claim.match.ports.last > widest->match.ports.last) widest = &claim;
  }
}

/// False also where that cannot be known.
bool is_mixed(const ReadService& service)
{
  const auto families = families_of(service.config);
  if (families.empty() || !service.forwards_known) return false;
  const auto& servers = service.config.servers;
  return std::any_of(servers.begin(), servers.end(), [&](const Server& server) {
    if (server.settings.forwarding != ForwardingMethod::tunnel) return false;
    return families.size() > 1 || !families.contains(server.key.address.family);
  });
}

std::string unforwarded(Family family, bool is_turned_off)
{
  const std::string name(name_of(family));
  return is_turned_off ? "this config has the host not forward " + name
                       : "this host does not forward " + name + " now";
}

/// What else comes of the cure.
std::string price_of_forwarding(const Environment& environment)
{
  if (environment.advertised_routes.empty()) return {};
  return "; but first, to keep the IPv6 default route, sysctl -w net/ipv6/conf/" +
         *environment.advertised_routes.begin() + "/accept_ra=2";
}

bool is_of_this_host(const IpAddress& address, const Environment& environment)
{
  return is_loopback(address) || environment.own_addresses.contains(address);
}

}  // namespace

void check_collisions(const std::vector<ReadService>& services, Findings& findings)
{
  check_names(services, findings);
  check_marks(services, findings);
  check_ports(services, findings);
}

void check_served(const std::vector<ReadService>& services, Findings& findings)
{
  for (const ReadService& service : services)
    for (const Family family : families_of(service.config)) {
      const auto& servers = service.config.servers;
      const bool served = std::any_of(servers.begin(), servers.end(), [&](const Server& server) {
        return server.key.address.family == family ||
               server.settings.forwarding == ForwardingMethod::tunnel;
      });
      if (!served)
        findings.warning(*service.place, called(service.config) + " has no server for its " +
                                             name_of(family) + " clients, who are turned away");
    }
}

void check_forwarding(const std::vector<ReadService>& services, const Director& read,
                      const Reading& reading)
{
  if (read.forwarding == true) return;
  const std::set<Family> both{Family::ipv4, Family::ipv6};
  const bool is_turned_off = read.forwarding == false;
  for (const Family family : is_turned_off ? both : reading.environment.not_forwarded) {
    const auto by_nat = [&](const Server& server) {
      return server.settings.forwarding == ForwardingMethod::masquerade &&
             server.key.address.family == family &&
             !is_of_this_host(server.key.address, reading.environment);
    };
    const auto service = std::ranges::find_if(services, [&](const ReadService& one) {
      return std::ranges::any_of(one.config.servers, by_nat);
    });
    if (service != services.end())
      reading.findings.warning(*service->place,
                               unforwarded(family, is_turned_off) +
                                   ", which NAT wants: \"director\": { \"forwarding\": true }" +
                                   price_of_forwarding(reading.environment));
  }
}

void check_advertised_routes(const Director& read, const Json* director, const Reading& reading)
{
  if (!read.forwarding.value_or(false)) return;
  for (const std::string& interface : reading.environment.advertised_routes)
    reading.findings.warning((*director)["forwarding"],
                             "a kernel that forwards IPv6 gives up the default route that it has "
                             "by router advertisement on " +
                                 interface +
                                 "; to keep it, also after a boot by /etc/sysctl.d, first " +
                                 "sysctl -w net/ipv6/conf/" + interface + "/accept_ra=2");
}

void check_director(const std::vector<ReadService>& services, const Director& read,
                    const Json* director, Findings& findings)
{
  std::size_t wanted = 0;
  std::set<std::uint32_t> taken;
  for (const ReadService& service : services) {
    const std::optional<std::uint32_t> mark = service.config.mark;
    if (mark && *mark >= read.marks.first && *mark <= read.marks.last) taken.insert(*mark);
    if (service.identified && !service.config.mark && !is_plain(service.config)) ++wanted;
    if (!read.sync || read.sync->empty() || !is_mixed(service)) continue;
    findings.error(*service.place,
                   called(service.config) +
                       " has a server of another family than its clients, which "
                       "the kernel refuses beside connection synchronisation",
                   (*director)["sync"]);
  }
  const std::uint64_t room = std::uint64_t{read.marks.last} - read.marks.first + 1 - taken.size();
  if (wanted > room)
    findings.error((*director)["marks"], "the range has room for " + std::to_string(room) +
                                             " of the " + std::to_string(wanted) +
                                             " services that need a mark");
}

}  // namespace lvsd
