// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/ipvsadm/arguments/names.hpp"

namespace ipvsadm {

struct HostPort {
  ipvsctl::IpAddress address;
  std::optional<std::uint16_t> port;  ///< host byte order; none where the text has none

  bool operator==(const HostPort&) const = default;
};

/// Reads an IPv4 address in any form of inet_aton(3) (1.1, 0x7f.1, 010.0.0.1), or a host's name.
std::optional<ipvsctl::IpAddress> read_ipv4(const std::string& text, Names& names);

/// Reads HOST[:PORT]: an IPv4 address or name with or without a port, a bare IPv6 address, or one
/// in brackets with a port. The port may be a service of `protocol`; without a protocol no service
/// is known.
std::optional<HostPort> read_host_port(const std::string& text,
                                       std::optional<ipvsctl::Protocol> protocol, Names& names);

}  // namespace ipvsadm
