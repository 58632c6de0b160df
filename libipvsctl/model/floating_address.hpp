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

  /// Whether the kernel says that we made it (IFA_PROTO, since Linux 5.18). It is no other address
  /// for that.
  bool ours = false;

  bool operator==(const FloatingAddress& other) const { return (*this <=> other) == 0; }
  std::strong_ordering operator<=>(const FloatingAddress& other) const;
};

/// In the order of FloatingAddress.
using AddressSet = std::set<FloatingAddress>;

/// Whether the two are one address of one interface, whatever their prefix lengths and labels.
bool same_place(const FloatingAddress& a, const FloatingAddress& b);

/// Whether one of `addresses` is in the place of `address`.
bool stands_among(const AddressSet& addresses, const FloatingAddress& address);

/// "192.0.2.10/24 on eth0 (eth0:1)".
std::string to_string(const FloatingAddress& address);
std::ostream& operator<<(std::ostream& out, const FloatingAddress& address);

}  // namespace ipvsctl
