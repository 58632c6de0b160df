// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "libipvsctl/netlink/message.hpp"

namespace ipvsctl::address {

/// An Ethernet address.
using HardwareAddress = std::array<std::byte, 6>;

/// A network interface, as far as addresses on it are concerned.
struct Interface {
  int index = 0;  ///< what the kernel calls it
  std::string name;
  /// Up, and its link too (IFF_LOWER_UP: IFF_RUNNING is set up to a second later).
  bool running = false;
  /// None where nobody could be told of an address: loopback, no ARP (IFF_NOARP), no Ethernet.
  std::optional<HardwareAddress> hardware_address;
  bool promotes_secondaries = false;  ///< net.ipv4.conf.NAME.promote_secondaries
  std::uint16_t hardware_type = 0;    ///< ARPHRD_* (<linux/if_arp.h>)

  bool operator==(const Interface&) const = default;
};

/// Reads an RTM_NEWLINK or RTM_DELLINK.
///
/// Throws netlink::Malformed.
Interface read_interface(const netlink::Message& message);

/// Whether the interface forwards, from an RTM_NEWNETCONF.
///
/// Throws netlink::Malformed.
bool read_forwarding(const netlink::Message& message);

}  // namespace ipvsctl::address
