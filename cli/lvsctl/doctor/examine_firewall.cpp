// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>

#include "cli/lvsctl/doctor/examine.hpp"

namespace lvsctl::doctor {
namespace {

using namespace ipvsctl;

/// Packets of which one rule is to let all pass: some of them, and how nft and people call them.
struct Passage {
  std::vector<Packet> samples;
  std::string text, rule;
};

bool has_all_ports(const MarkMatch& match)
{
  return match.ports.first == 0;
}

/// How nft calls it.
std::string word_of(Family family)
{
  return family == Family::ipv4 ? "ip" : "ip6";
}

std::string daddr(const IpAddress& address)
{
  return word_of(address.family) + " daddr " + to_string(address);
}

std::string text_of(const MarkMatch& match)
{
  return has_all_ports(match) ? to_string(match.protocol) + " " + to_string(match.address)
                              : to_string(match);
}

std::string rule_for(const MarkMatch& match)
{
  const std::string protocol = to_string(match.protocol);
  return daddr(match.address) + (has_all_ports(match)
                                     ? " meta l4proto " + protocol
                                     : " " + protocol + " dport " + to_string(match.ports));
}

/// What goes to these ports. The first and the last stand for those between.
Passage passage_to(const MarkMatch& match, Tracking tracking)
{
  const Packet packet{.family = match.address.family,
                      .protocol = match.protocol,
                      .destination = match.address,
                      .tracking = tracking};
  Passage passage{{packet}, text_of(match), rule_for(match)};
  if (has_all_ports(match)) return passage;
  passage.samples.front().destination_port = match.ports.first;
  passage.samples.push_back(packet);
  passage.samples.back().destination_port = match.ports.last;
  return passage;
}

/// What IPVS wraps for a server: a packet of the director's own.
Passage tunnel_to(const DestinationKey& server, const Tunnel& tunnel)
{
  Packet packet{.family = server.address.family, .destination = server.address};
  if (tunnel.type == TunnelType::gue) {
    packet.protocol = Protocol::udp;
    packet.destination_port = tunnel.port;
  } else
    packet.is_ip_or_gre = true;
  return {{packet}, "the tunnel to " + to_string(server.address), daddr(server.address)};
}

/// What clients send to a service.
std::vector<MarkMatch> matches_of(const Host& host, const ServiceKey& key)
{
  if (const auto* const address = std::get_if<VirtualAddress>(&key))
    return {{address->address, address->protocol, {address->port, address->port}}};
  const auto& service = std::get<FirewallMark>(key);
  std::vector<MarkMatch> matches;
  for (const auto& [match, mark] : host.kernel.packet_rules.marks)
    if (mark == service.mark && match.address.family == service.family) matches.push_back(match);
  return matches;
}

/// What IPVS sends to a server: to the server itself under NAT, still to the VIP by direct routing,
/// both of which it hides from connection tracking without net.ipv4.vs.conntrack.
std::vector<Passage> passages_to(const Host& host, const ServiceKey& key,
                                 const DestinationKey& server, const DestinationSettings& settings)
{
  if (settings.forwarding == ForwardingMethod::tunnel) return {tunnel_to(server, settings.tunnel)};
  const bool is_nat = settings.forwarding == ForwardingMethod::masquerade;
  const bool is_tracked = number_of(host, "net/ipv4/vs/conntrack") != 0;
  std::vector<Passage> passages;
  for (MarkMatch match : matches_of(host, key)) {
    if (is_nat) match.address = server.address;
    if (is_nat && server.port != 0) match.ports = {server.port, server.port};
    passages.push_back(passage_to(match, is_tracked ? Tracking::first : Tracking::untracked));
  }
  return passages;
}

/// The chains on `hook` that are sure to drop some of it.
std::vector<ClosedChain> chains_that_drop(const Host& host, const std::string& hook,
                                          const Passage& passage)
{
  std::vector<ClosedChain> chains =
      host.firewall.closed_chains(hook, passage.samples.front().family);
  std::erase_if(chains, [&](const ClosedChain& chain) {
    return std::ranges::all_of(passage.samples, [&](const Packet& packet) {
      return host.firewall.may_accept(chain, packet);
    });
  });
  return chains;
}

/// IPVS takes its packets after the chains on the hook "input".
void look_at_requests(const Host& host, const ServiceKey& key, Findings& findings)
{
  for (const MarkMatch& match : matches_of(host, key)) {
    const Passage passage = passage_to(match, Tracking::first);
    for (const ClosedChain& chain : chains_that_drop(host, "input", passage))
      findings.push_back(
          {Severity::problem, "firewall", object_of(host, key),
           "the chain " + chain.name + " drops " + passage.text + " before IPVS sees it",
           "nft insert rule " + chain.name + " " + passage.rule + " accept"});
  }
}

/// What IPVS sends passes the chains on the hook "output", as the host's own packets do.
void look_at_what_is_sent(const Host& host, const ServiceKey& key, const Service& service,
                          Findings& findings)
{
  for (const auto& [server, settings] : service.destinations) {
    if (is_of_this_host(host, server.address)) continue;
    for (const Passage& passage : passages_to(host, key, server, settings)) {
      const auto chains = chains_that_drop(host, "output", passage);
      if (chains.empty()) continue;
      findings.push_back(
          {Severity::problem, "firewall", object_of(host, key),
           "the chain " + chains.front().name + " drops " + passage.text +
               ", which IPVS sends to server " + to_string(server),
           "nft insert rule " + chains.front().name + " " + passage.rule + " accept"});
      return;  // one server stands for all
    }
  }
}

/// Replies of servers under NAT pass the chains on the hook "forward" before they are turned back.
/// Without net.ipv4.vs.conntrack connection tracking does not know their connections.
void look_at_replies(const Host& host, const ServiceKey& key, const Service& service,
                     Findings& findings)
{
  for (const auto& [server, settings] : service.destinations) {
    if (settings.forwarding != ForwardingMethod::masquerade) continue;
    Packet reply{.family = server.address.family, .source = server.address};
    if (const auto* const address = std::get_if<VirtualAddress>(&key))
      reply.protocol = address->protocol;
    if (server.port != 0) reply.source_port = server.port;
    const bool is_tracked = number_of(host, "net/ipv4/vs/conntrack") != 0;
    if (is_tracked) reply.tracking = Tracking::established;
    for (const ClosedChain& chain : host.firewall.closed_chains("forward", reply.family)) {
      if (host.firewall.may_accept(chain, reply)) continue;
      findings.push_back(
          {Severity::problem, "firewall", object_of(host, key),
           "the chain " + chain.name + " drops the replies of server " + to_string(server) +
               (is_tracked ? ""
                           : "; a rule for established connections does not help as long as "
                             "net.ipv4.vs.conntrack is 0"),
           "nft insert rule " + chain.name + " " + word_of(reply.family) + " saddr " +
               to_string(server.address) + " accept"});
      return;  // one server stands for all
    }
  }
}

}  // namespace

void examine_firewall(const Host& host, Findings& findings)
{
  for (const auto& [key, service] : host.kernel.ipvs) {
    look_at_requests(host, key, findings);
    look_at_what_is_sent(host, key, service, findings);
    look_at_replies(host, key, service, findings);
  }
}

}  // namespace lvsctl::doctor
