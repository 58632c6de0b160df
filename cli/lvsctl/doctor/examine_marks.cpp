// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>

#include "cli/lvsctl/doctor/examine.hpp"

namespace lvsctl::doctor {
namespace {

using namespace ipvsctl;

const char* const our_table = "inet lvsd";

bool is_set_by_us(const Host& host, const FirewallMark& service)
{
  return std::ranges::any_of(host.kernel.packet_rules.marks, [&](const auto& entry) {
    return entry.second == service.mark && entry.first.address.family == service.family;
  });
}

/// In a table of its own, as no ruleset is sure to have a chain for it.
std::string commands_that_set(const FirewallMark& mark)
{
  const std::string family = mark.family == Family::ipv4 ? "ip" : "ip6";
  const std::string chain = family + " mine prerouting";
  return "nft add table " + family + " mine; nft 'add chain " + chain +
         " { type filter hook prerouting priority mangle; }'; nft add rule " + chain + " " +
         family + " daddr VIP tcp dport PORT meta mark set " + std::to_string(mark.mark);
}

/// Whether the config says which packets the service is for, so that lvsd makes the rules.
bool is_ours_to_set(const Host& host, const ServiceKey& key)
{
  const auto name = host.names.find(key);
  if (!host.config || name == host.names.end()) return false;
  return std::ranges::any_of(host.config->services, [&](const lvsd::ServiceConfig& service) {
    return service.name == name->second && !service.matches.empty();
  });
}

void look_for_unmarked(const Host& host, Findings& findings)
{
  if (host.firewall.sets_other_marks(our_table)) return;  // it may be any of them
  const auto marks = host.firewall.marks_set(our_table);
  for (const auto& [key, service] : host.kernel.ipvs) {
    const auto* const mark = std::get_if<FirewallMark>(&key);
    if (mark == nullptr || is_set_by_us(host, *mark) || marks.contains(mark->mark)) continue;
    if (host.leaving.contains(key)) continue;
    findings.push_back(
        {Severity::problem, "mark", object_of(host, key),
         "no rule of this host gives packets the mark " + std::to_string(mark->mark) +
             ": nothing ever reaches it",
         is_ours_to_set(host, key)
             ? "lvsctl apply" + host.config_argument
             : "say in the config which vip and ports it serves, or: " + commands_that_set(*mark)});
  }
}

void look_for_shared_marks(const Host& host, Findings& findings)
{
  const auto theirs = host.firewall.marks_set(our_table);
  std::set<std::uint32_t> told;
  for (const auto& [match, mark] : host.kernel.packet_rules.marks) {
    if (!theirs.contains(mark) || !told.insert(mark).second) continue;
    findings.push_back({Severity::advice, "clash", "mark " + std::to_string(mark),
                        "rules outside the table of lvsd set it too, so that " +
                            object_of(host, FirewallMark{match.address.family, mark}) +
                            " gets their packets as well",
                        "choose another mark in one of the two places"});
  }
}

void look_at_masquerading(const Host& host, Findings& findings)
{
  const auto& masquerades = host.kernel.packet_rules.masquerades;
  const std::string path = "net/ipv4/vs/conntrack";
  if (masquerades.empty() || !host.sysctls.contains(path) || number_of(host, path) != 0) return;
  findings.push_back(
      {Severity::advice, "conntrack", to_string(*masquerades.begin()),
       "net.ipv4.vs.conntrack is 0: what the servers start themselves is masqueraded, "
       "but firewall rules that go by connections do not know those of IPVS",
       "\"director\": {\"ipvs\": {\"conntrack\": true}} in the config, or sysctl -w "
       "net.ipv4.vs.conntrack=1"});
}

}  // namespace

void examine_marks(const Host& host, Findings& findings)
{
  look_for_unmarked(host, findings);
  look_for_shared_marks(host, findings);
  look_at_masquerading(host, findings);
}

}  // namespace lvsctl::doctor
