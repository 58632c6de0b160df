// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/listing/save_text.hpp"

#include <fmt/format.h>

#include "cli/ipvsadm/listing/labels.hpp"

namespace ipvsadm {
namespace {

using namespace ipvsctl;
using ipvsctl::ipvs::ListedDestination;
using ipvsctl::ipvs::Listing;

std::string_view service_option(Protocol protocol)
{
  switch (protocol) {
    case Protocol::tcp:
      return "-t";
    case Protocol::udp:
      return "-u";
    case Protocol::sctp:
      break;
  }
  return "--sctp-service";
}

std::string words_of(const VirtualAddress& key, const Naming& naming)
{
  return fmt::format("{} {}", service_option(key.protocol),
                     naming.saved(key.address, key.port, key.protocol));
}

std::string words_of(const FirewallMark& key, const Naming&)
{
  return fmt::format("-f {}{}", key.mark, key.family == Family::ipv6 ? " -6" : "");
}

std::string words_of(const ServiceKey& key, const Naming& naming)
{
  return std::visit([&](const auto& one) { return words_of(one, naming); }, key);
}

/// All flags, so that none is lost, where the listing leaves out the third one of sh and mh.
std::string flag_words(const ServiceSettings& settings)
{
  std::string text;
  for (unsigned bit = 0; bit < 3; ++bit)
    if ((settings.scheduler_flags & (1U << bit)) != 0)
      text += (text.empty() ? " -b " : ",") + scheduler_flag_name(settings.scheduler, bit);
  return text;
}

std::string persistence_words(const ServiceSettings& settings, Family family)
{
  if (!settings.persistent) return {};
  std::string text = fmt::format(" -p {}", settings.persistence_timeout.count());
  if (settings.persistence_netmask != whole_address(family))
    text += " -M " + to_string(settings.persistence_netmask, family);
  return text;
}

std::string words_of(const ServiceSettings& settings, Family family)
{
  std::string text = " -s " + settings.scheduler + persistence_words(settings, family);
  if (!settings.persistence_engine.empty()) text += " --pe " + settings.persistence_engine;
  if (settings.one_packet) text += " -o";
  return text + flag_words(settings);
}

std::string_view checksum_option(TunnelChecksum checksum)
{
  switch (checksum) {
    case TunnelChecksum::none:
      return " --tun-nocsum";
    case TunnelChecksum::full:
      return " --tun-csum";
    case TunnelChecksum::remote:
      return " --tun-remcsum";
  }
  return "";
}

std::string words_of(const Tunnel& tunnel)
{
  std::string text = " --tun-type " + to_string(tunnel.type);
  if (tunnel.type == TunnelType::gue) text += fmt::format(" --tun-port {}", tunnel.port);
  if (tunnel.type != TunnelType::ipip) text += checksum_option(tunnel.checksum);
  return text;
}

/// A server on the director itself is saved as one by direct routing: the kernel finds out anew.
std::string_view forwarding_option(ForwardingMethod method)
{
  if (method == ForwardingMethod::masquerade) return "-m";
  return method == ForwardingMethod::tunnel ? "-i" : "-g";
}

std::string words_of(const DestinationSettings& settings)
{
  std::string text =
      fmt::format(" {} -w {}", forwarding_option(settings.forwarding), settings.weight);
  if (settings.upper_threshold != 0) text += fmt::format(" -x {}", settings.upper_threshold);
  if (settings.lower_threshold != 0) text += fmt::format(" -y {}", settings.lower_threshold);
  if (settings.forwarding == ForwardingMethod::tunnel) text += words_of(settings.tunnel);
  return text;
}

}  // namespace

std::string save_text(const Listing& table, const Naming& naming)
{
  std::string out;
  for (const auto& [key, settings, counters, servers] : table) {
    const std::string service = words_of(key, naming);
    out += "-A " + service + words_of(settings, family_of(key)) + "\n";
    for (const ListedDestination& server : servers)
      out += "-a " + service + " -r " +
             naming.saved(server.key.address, server.key.port, protocol_of(key)) +
             words_of(server.settings) + "\n";
  }
  return out;
}

}  // namespace ipvsadm
