// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <ostream>
#include <set>
#include <string>

#include "libipvsctl/model/ip_address.hpp"
#include "libipvsctl/model/service_key.hpp"

namespace ipvsctl {

/// Ports from `first` to `last`, both included, in host byte order.
struct PortRange {
  std::uint16_t first = 0;
  std::uint16_t last = 0;

  bool operator==(const PortRange&) const = default;
  auto operator<=>(const PortRange&) const = default;
};

/// The packets that get a firewall mark: those to one of the ports of an address.
struct MarkMatch {
  IpAddress address;
  Protocol protocol = Protocol::tcp;
  PortRange ports;

  bool operator==(const MarkMatch&) const = default;
  auto operator<=>(const MarkMatch&) const = default;
};

/// Matches and the mark that each sets; no two matches may overlap.
using MarkTable = std::map<MarkMatch, std::uint32_t>;

/// What leaves by `interface` from `source`/`prefix_length` takes that interface's address.
struct Masquerade {
  IpAddress source;  ///< the network's own address: no bit set beyond the prefix
  std::uint8_t prefix_length = 32;
  std::string interface;

  bool operator==(const Masquerade&) const = default;
  auto operator<=>(const Masquerade&) const = default;
};

/// Our one nftables table.
struct PacketRules {
  /// Whether the table stands as we build it: chains, maps and rules.
  bool built = false;
  /// Whether there is a table of our name that is not as we build it. It then counts as not built,
  /// and as without marks and masquerades. Never true of what is desired.
  bool altered = false;
  MarkTable marks;
  std::set<Masquerade> masquerades;

  bool operator==(const PacketRules&) const = default;
};

/// "80" or "10000-20000".
std::string to_string(const PortRange& ports);

/// "tcp 192.0.2.10:10000-20000" or "udp [2001:db8::53]:53".
std::string to_string(const MarkMatch& match);

/// "10.11.12.0/24 out of eth0".
std::string to_string(const Masquerade& masquerade);

std::ostream& operator<<(std::ostream& out, const MarkMatch& match);
std::ostream& operator<<(std::ostream& out, const Masquerade& masquerade);

}  // namespace ipvsctl
