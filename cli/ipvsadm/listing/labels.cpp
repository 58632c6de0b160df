// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/listing/labels.hpp"

#include <fmt/format.h>

namespace ipvsadm {
namespace {

using namespace ipvsctl;
using ipvsctl::ipvs::ListedService;

constexpr std::size_t service_width = 33;
constexpr std::size_t server_width = 28;

std::string cut(std::string text, Family family, std::size_t width)
{
  if (family != Family::ipv6 && text.size() > width) text.resize(width);
  return text;
}

std::string text_of(const VirtualAddress& key, const Naming& naming)
{
  return fmt::format("{:<4} {}", label_of(key.protocol),
                     naming.listed(key.address, key.port, key.protocol));
}

std::string text_of(const FirewallMark& key, const Naming&)
{
  return fmt::format("FWM  {}{}", key.mark, key.family == Family::ipv6 ? " IPv6" : "");
}

std::string persistence_text(const ServiceSettings& settings, Family family)
{
  std::string text = fmt::format(" persistent {}", settings.persistence_timeout.count());
  if (settings.persistence_netmask != whole_address(family))
    text += " mask " + to_string(settings.persistence_netmask, family);
  if (!settings.persistence_engine.empty()) text += " pe " + settings.persistence_engine;
  return text;
}

}  // namespace

std::string_view label_of(Protocol protocol)
{
  switch (protocol) {
    case Protocol::tcp:
      return "TCP";
    case Protocol::udp:
      return "UDP";
    case Protocol::sctp:
      return "SCTP";
  }
  return "?";
}

std::string_view forwarding_label(ForwardingMethod method)
{
  switch (method) {
    case ForwardingMethod::masquerade:
      return "Masq";
    case ForwardingMethod::local:
      return "Local";
    case ForwardingMethod::tunnel:
      return "Tunnel";
    case ForwardingMethod::direct:
      return "Route";
    case ForwardingMethod::bypass:
      return "Bypass";
  }
  return "?";
}

std::optional<Protocol> protocol_of(const ServiceKey& key)
{
  const auto* by_address = std::get_if<VirtualAddress>(&key);
  if (by_address == nullptr) return {};
  return by_address->protocol;
}

std::string label_of(const ServiceKey& key, const Naming& naming)
{
  return cut(std::visit([&](const auto& one) { return text_of(one, naming); }, key), family_of(key),
             service_width);
}

std::string label_of(const DestinationKey& server, const ServiceKey& service, const Naming& naming)
{
  return cut(naming.listed(server.address, server.port, protocol_of(service)),
             server.address.family, server_width);
}

std::string flags_text(const ServiceSettings& settings)
{
  const bool named = settings.scheduler == "sh" || settings.scheduler == "mh";
  std::string text;
  for (unsigned bit = 0; bit < (named ? 2 : 3); ++bit) {
    if ((settings.scheduler_flags & (1U << bit)) == 0) continue;
    if (!text.empty()) text += ",";
    text += scheduler_flag_name(settings.scheduler, bit);
  }
  return text;
}

std::string settings_text(const ListedService& service)
{
  const ServiceSettings& settings = service.settings;
  std::string text = settings.scheduler;
  if (settings.scheduler_flags != 0) text += " (" + flags_text(settings) + ")";
  if (settings.persistent) text += persistence_text(settings, family_of(service.key));
  if (settings.one_packet) text += " ops";
  return text;
}

}  // namespace ipvsadm
