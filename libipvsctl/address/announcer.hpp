// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "libipvsctl/address/interface.hpp"
#include "libipvsctl/model/ip_address.hpp"

namespace ipvsctl::address {

/// What came of an announcement.
enum class Announced {
  sent,
  not_running,  ///< the interface is down or has no link: to be done when it comes up
  needless,     ///< nobody could hear it: loopback, no ARP, no Ethernet
};

/// Sends frames; needs CAP_NET_RAW.
class Announcer {
public:
  /// In the network namespace of the calling thread. Without the permission it is an announcer that
  /// throws on use.
  Announcer();
  ~Announcer();
  Announcer(const Announcer&) = delete;
  Announcer& operator=(const Announcer&) = delete;

  /// Tells everyone on the link once: by a gratuitous ARP request and reply for IPv4 (RFC 826), by
  /// an unsolicited neighbour advertisement for IPv6 (RFC 4861 section 4.4), whose flag R is
  /// `from_router`: whether the interface forwards. IPv4 has no such flag.
  ///
  /// Throws std::system_error where the frames cannot be sent.
  Announced announce(const IpAddress& address, const Interface& interface, bool from_router);

private:
  int descriptor_;
  int error_;  ///< errno of opening it
};

}  // namespace ipvsctl::address
