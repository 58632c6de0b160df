// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/model/destination.hpp"

#include "libipvsctl/model/endpoint.hpp"

namespace ipvsctl {

std::string to_string(const DestinationKey& key)
{
  return endpoint_text(key.address, key.port);
}

std::optional<DestinationKey> parse_destination_key(std::string_view text)
{
  const auto endpoint = parse_endpoint(text);
  if (!endpoint) return {};
  return DestinationKey{endpoint->first, endpoint->second};
}

std::string to_string(ForwardingMethod method)
{
  switch (method) {
    case ForwardingMethod::masquerade:
      return "nat";
    case ForwardingMethod::local:
      return "local";
    case ForwardingMethod::tunnel:
      return "tunnel";
    case ForwardingMethod::direct:
      return "direct";
    case ForwardingMethod::bypass:
      return "bypass";
  }
  return "forwarding method " + std::to_string(static_cast<unsigned>(method));
}

std::string to_string(TunnelType type)
{
  switch (type) {
    case TunnelType::ipip:
      return "ipip";
    case TunnelType::gue:
      return "gue";
    case TunnelType::gre:
      return "gre";
  }
  return "tunnel type " + std::to_string(static_cast<unsigned>(type));
}

std::string to_string(TunnelChecksum checksum)
{
  switch (checksum) {
    case TunnelChecksum::none:
      return "none";
    case TunnelChecksum::full:
      return "full";
    case TunnelChecksum::remote:
      return "remote";
  }
  return "tunnel flags " + std::to_string(static_cast<unsigned>(checksum));
}

std::string forwarding_text(const DestinationSettings& settings)
{
  std::string text = to_string(settings.forwarding);
  if (settings.forwarding != ForwardingMethod::tunnel) return text;
  text += " " + to_string(settings.tunnel.type);
  if (settings.tunnel.port != 0) text += ":" + std::to_string(settings.tunnel.port);
  if (settings.tunnel.checksum != TunnelChecksum::none)
    text += " checksum " + to_string(settings.tunnel.checksum);
  return text;
}

std::string to_string(const DestinationSettings& settings)
{
  std::string text = forwarding_text(settings) + " weight " + std::to_string(settings.weight);
  if (settings.upper_threshold != 0 || settings.lower_threshold != 0)
    text += " thresholds " + std::to_string(settings.upper_threshold) + "/" +
            std::to_string(settings.lower_threshold);
  return text;
}

std::ostream& operator<<(std::ostream& out, const DestinationKey& key)
{
  return out << to_string(key);
}

std::ostream& operator<<(std::ostream& out, const DestinationSettings& settings)
{
  return out << to_string(settings);
}

}  // namespace ipvsctl
