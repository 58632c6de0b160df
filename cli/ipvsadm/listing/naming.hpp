// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/ipvsadm/arguments/names.hpp"

namespace ipvsadm {

/// How addresses and ports are written.
class Naming {
public:
  /// No names: numbers only.
  Naming() = default;

  /// Names from `names` where it has any, numbers where it has none.
  explicit Naming(Names& names) : names_(&names) {}

  /// "192.0.2.1:80", "www.example.com:http" or "[2001:db8::1]:80", cut after 59 bytes; `port` in
  /// host byte order. Without a protocol the port stays a number.
  std::string listed(const ipvsctl::IpAddress& address, std::uint16_t port,
                     std::optional<ipvsctl::Protocol> protocol) const;

  /// The same for a save, so that a restore can read it: whole, and with IPv6 addresses as numbers.
  std::string saved(const ipvsctl::IpAddress& address, std::uint16_t port,
                    std::optional<ipvsctl::Protocol> protocol) const;

private:
  std::string host(const ipvsctl::IpAddress& address) const;
  std::string service(std::uint16_t port, std::optional<ipvsctl::Protocol> protocol) const;

  Names* names_ = nullptr;
};

}  // namespace ipvsadm
