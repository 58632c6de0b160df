// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "libipvsctl/address/interface.hpp"
#include "libipvsctl/model/floating_address.hpp"
#include "libipvsctl/netlink/message.hpp"

namespace ipvsctl::address {

/// An address as the kernel lists it: with the number of its interface.
struct ListedAddress {
  int interface_index = 0;
  bool serves = true;       ///< false for an IPv6 address that the kernel found on another host too
  FloatingAddress address;  ///< without the interface's name; its label as listed

  bool operator==(const ListedAddress&) const = default;
};

/// Reads an RTM_NEWADDR or RTM_DELADDR.
///
/// Throws netlink::Malformed.
ListedAddress read_address(const netlink::Message& message);

/// A request that adds `address` to `interface`, as an administrator's `ip addr add … brd +` does,
/// but with our protocol; an IPv6 address without duplicate address detection, so that it serves at
/// once.
std::vector<std::byte> request_to_add(const FloatingAddress& address, const Interface& interface);

/// A request that removes exactly this address.
std::vector<std::byte> request_to_remove(const FloatingAddress& address,
                                         const Interface& interface);

/// A request that has the interface keep, or not, the secondary IPv4 addresses of a network when
/// its primary one goes. The parameter of the same name under /proc/sys is this one.
std::vector<std::byte> request_to_promote_secondaries(const Interface& interface, bool promote);

}  // namespace ipvsctl::address
