// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "libipvsctl/model/ip_address.hpp"
#include "libipvsctl/model/numbers.hpp"

namespace ipvsctl {

/// Reads what endpoint_text writes: "192.0.2.1:80" or "[2001:db8::1]:80"; the port in host byte
/// order.
inline std::optional<std::pair<IpAddress, std::uint16_t>> parse_endpoint(std::string_view text)
{
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return {};
  auto host = text.substr(0, colon);
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  const auto address = parse_ip_address(host);
  const auto port = parse_number<std::uint16_t>(text.substr(colon + 1));
  if (!address || !port || bracketed != (address->family == Family::ipv6)) return {};
  return std::pair{*address, *port};
}

}  // namespace ipvsctl
