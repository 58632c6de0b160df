// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "libipvsctl/model/ip_address.hpp"
#include "libipvsctl/model/service_key.hpp"

namespace ipvsadm {

/// What names stand for: the system's databases in the program, a table in tests.
///
/// Each answers none where nothing is known.
class Names {
public:
  virtual ~Names() = default;

  /// The first IPv4 address of a host.
  virtual std::optional<ipvsctl::IpAddress> address_of(const std::string& host) = 0;
  virtual std::optional<std::string> host_of(const ipvsctl::IpAddress& address) = 0;

  /// Ports are in host byte order.
  virtual std::optional<std::uint16_t> port_of(const std::string& service,
                                               ipvsctl::Protocol protocol) = 0;
  virtual std::optional<std::string> service_of(std::uint16_t port, ipvsctl::Protocol protocol) = 0;
};

}  // namespace ipvsadm
