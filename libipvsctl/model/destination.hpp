// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "libipvsctl/model/ip_address.hpp"

namespace ipvsctl {

/// How a packet reaches its real server; the values are the kernel's IP_VS_CONN_F_MASQ and so on.
enum class ForwardingMethod : std::uint32_t {
  masquerade = 0,  ///< NAT
  local = 1,       ///< the director itself
  tunnel = 2,
  direct = 3,  ///< direct routing
  bypass = 4,  ///< past the real servers, for transparent caches
};

/// The values are the kernel's IP_VS_CONN_F_TUNNEL_TYPE_*.
enum class TunnelType : std::uint8_t { ipip = 0, gue = 1, gre = 2 };

/// The values are the kernel's IP_VS_TUNNEL_ENCAP_FLAG_*.
enum class TunnelChecksum : std::uint16_t { none = 0, full = 1, remote = 2 };

/// How a packet is wrapped for a tunnelled real server; all zero for the other forwarding methods.
struct Tunnel {
  TunnelType type = TunnelType::ipip;
  std::uint16_t port = 0;  ///< host byte order; GUE's UDP port, 0 otherwise
  TunnelChecksum checksum = TunnelChecksum::none;

  bool operator==(const Tunnel&) const = default;
  auto operator<=>(const Tunnel&) const = default;
};

/// What the kernel tells the real servers of one service apart by.
struct DestinationKey {
  IpAddress address;
  std::uint16_t port = 0;  ///< host byte order; 0 keeps the client's port (mark services)

  bool operator==(const DestinationKey&) const = default;
  auto operator<=>(const DestinationKey&) const = default;
};

/// What may change while a real server stays the same one.
struct DestinationSettings {
  ForwardingMethod forwarding = ForwardingMethod::masquerade;
  std::uint32_t weight = 1;           ///< 0 to 2147483647; 0 takes no new connections
  std::uint32_t upper_threshold = 0;  ///< connections at which no new ones come; 0 is no limit
  std::uint32_t lower_threshold =
      0;  ///< connections below which they come again; at most the upper one
  Tunnel tunnel{};

  bool operator==(const DestinationSettings&) const = default;
};

/// "10.0.0.11:80" or "[2001:db8::1]:80".
std::string to_string(const DestinationKey& key);

/// Reads what to_string writes.
std::optional<DestinationKey> parse_destination_key(std::string_view text);

/// "nat", "local", "tunnel", "direct" or "bypass": the words of the config.
std::string to_string(ForwardingMethod method);

/// "ipip", "gue" or "gre".
std::string to_string(TunnelType type);

/// "none", "full" or "remote".
std::string to_string(TunnelChecksum checksum);

/// "tunnel gue:6080 checksum remote"; just the method where it is not a tunnel.
std::string forwarding_text(const DestinationSettings& settings);

/// "nat weight 2 thresholds 1000/800": the settings with what is not at its default.
std::string to_string(const DestinationSettings& settings);

std::ostream& operator<<(std::ostream& out, const DestinationKey& key);
std::ostream& operator<<(std::ostream& out, const DestinationSettings& settings);

}  // namespace ipvsctl
