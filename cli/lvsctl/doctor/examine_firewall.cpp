// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>

#include "cli/lvsctl/doctor/examine.hpp"

namespace lvsctl::doctor {
namespace {

using namespace ipvsctl;

/// What a client sends to a service: one packet for each match of a mark.
std::vector<Packet> requests_to(const Host& host, const ServiceKey& key)
{
  if (const auto* const address = std::get_if<VirtualAddress>(&key))
    return {{.family = address->address.family,
             .protocol = address->protocol,
             .destination = address->address,
             .destination_port = address->port}};
  const auto& service = std::get<FirewallMark>(key);
  std::vector<Packet> packets;
  for (const auto& [match, mark] : host.kernel.packet_rules.marks)
    if (mark == service.mark && match.address.family == service.family)
      packets.push_back({.family = match.address.family,
                         .protocol = match.protocol,
                         .destination = match.address,
                         .destination_port = match.ports.first});
  return packets;
}

/// What IPVS sends to a server: to the server itself under NAT, still to the VIP by direct routing,
/// and in a packet of the director's own by a tunnel.
std::vector<Packet> packets_to(const Host& host, const ServiceKey& key,
                               const DestinationKey& server, ForwardingMethod forwarding)
{
  if (forwarding == ForwardingMethod::tunnel)
    return {{.family = server.address.family, .destination = server.address}};
  std::vector<Packet> packets = requests_to(host, key);
  if (forwarding != ForwardingMethod::masquerade) return packets;
  for (Packet& packet : packets) {
    packet.destination = server.address;
    if (server.port != 0) packet.destination_port = server.port;
  }
  return packets;
}

std::string text_of(const Packet& packet)
{
  if (!packet.protocol) return "the tunnel to " + to_string(*packet.destination);
  return to_string(*packet.protocol) + " " +
         endpoint_text(*packet.destination, *packet.destination_port);
}

std::string rule_for(const Packet& packet)
{
  std::string rule = packet.family == Family::ipv4 ? "ip" : "ip6";
  rule += " daddr " + to_string(*packet.destination);
  if (packet.protocol)
    rule +=
        " " + to_string(*packet.protocol) + " dport " + std::to_string(*packet.destination_port);
  return rule + " accept";
}

/// IPVS takes its packets after the chains on the hook "input".
void look_at_requests(const Host& host, const ServiceKey& key, Findings& findings)
{
  for (const Packet& packet : requests_to(host, key))
    for (const ClosedChain& chain : host.firewall.closed_chains("input", packet.family))
      if (!host.firewall.may_accept(chain, packet))
        findings.push_back(
            {Severity::problem, "firewall", object_of(host, key),
             "the chain " + chain.name + " drops " + text_of(packet) + " before IPVS sees it",
             "nft insert rule " + chain.name + " " + rule_for(packet)});
}

/// What IPVS sends passes the chains on the hook "output", as the host's own packets do. Connection
/// tracking knows none of it, or has its first packet as new.
void look_at_what_is_sent(const Host& host, const ServiceKey& key, const Service& service,
                          Findings& findings)
{
  for (const auto& [server, settings] : service.destinations) {
    if (is_of_this_host(host, server.address)) continue;
    for (const Packet& packet : packets_to(host, key, server, settings.forwarding))
      for (const ClosedChain& chain : host.firewall.closed_chains("output", packet.family)) {
        if (host.firewall.may_accept(chain, packet)) continue;
        findings.push_back({Severity::problem, "firewall", object_of(host, key),
                            "the chain " + chain.name + " drops " + text_of(packet) +
                                ", which IPVS sends to server " + to_string(server),
                            "nft insert rule " + chain.name + " " + rule_for(packet)});
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
    reply.established = number_of(host, "net/ipv4/vs/conntrack") != 0;
    for (const ClosedChain& chain : host.firewall.closed_chains("forward", reply.family)) {
      if (host.firewall.may_accept(chain, reply)) continue;
      findings.push_back(
          {Severity::problem, "firewall", object_of(host, key),
           "the chain " + chain.name + " drops the replies of server " + to_string(server) +
               (reply.established ? ""
                                  : "; a rule for established connections does not help as long as "
                                    "net.ipv4.vs.conntrack is 0"),
           "nft insert rule " + chain.name + (reply.family == Family::ipv4 ? " ip" : " ip6") +
               " saddr " + to_string(server.address) + " accept"});
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
