// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <ostream>
#include <set>
#include <string>

#include "libipvsctl/model/ip_address.hpp"

namespace ipvsctl {

/// An address on an interface of this host: a VIP, or whatever else has one.
struct FloatingAddress {
  std::string interface;  ///< its name, at most 15 bytes (IFNAMSIZ)
  IpAddress address;
  std::uint8_t prefix_length = 32;
  std::string label;  ///< "eth0:1", IPv4 only; empty is the interface's own name

  bool operator==(const FloatingAddress&) const = default;
  auto operator<=>(const FloatingAddress&) const = default;
};

using AddressSet = std::set<FloatingAddress>;

/// Whether the two are one address of one interface, whatever their prefix lengths and labels.
bool same_place(const FloatingAddress& a, const FloatingAddress& b);

/// "192.0.2.10/24 on eth0 (eth0:1)".
std::string to_string(const FloatingAddress& address);
std::ostream& operator<<(std::ostream& out, const FloatingAddress& address);

}  // namespace ipvsctl
