// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <variant>

#include "libipvsctl/model/ip_address.hpp"

namespace ipvsctl {

/// A transport protocol; the values are the IANA protocol numbers, as they travel in netlink.
enum class Protocol : std::uint16_t { tcp = 6, udp = 17, sctp = 132 };

/// A service by protocol, address and port (host byte order; 0 is every port, which IPVS allows for
/// persistent services only).
struct VirtualAddress {
  Protocol protocol = Protocol::tcp;
  IpAddress address;
  std::uint16_t port = 0;

  bool operator==(const VirtualAddress&) const = default;
  auto operator<=>(const VirtualAddress&) const = default;
};

/// A service by firewall mark (never 0): whatever packet of the family carries the mark belongs to
/// it.
struct FirewallMark {
  Family family = Family::ipv4;
  std::uint32_t mark = 0;

  bool operator==(const FirewallMark&) const = default;
  auto operator<=>(const FirewallMark&) const = default;
};

/// What the kernel tells services apart by: two services with one key are one service.
using ServiceKey = std::variant<VirtualAddress, FirewallMark>;

/// The address family that the service's clients speak.
Family family_of(const ServiceKey& key);

/// "tcp", "udp" or "sctp".
std::string to_string(Protocol protocol);
/// Reads what to_string writes.
std::optional<Protocol> parse_protocol(std::string_view text);

/// "tcp 192.0.2.1:80", "udp [2001:db8::53]:53", "mark 5" or "mark 5 ipv6".
std::string to_string(const ServiceKey& key);

/// Reads what to_string writes.
std::optional<ServiceKey> parse_service_key(std::string_view text);

}  // namespace ipvsctl

namespace std {
// The variant is of namespace std, so that is where a lookup by argument finds its operator.
ostream& operator<<(ostream& out, const ipvsctl::ServiceKey& key);
}  // namespace std
