// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

#include "libipvsctl/model/ip_address.hpp"

/// The numbers and addresses of the kernel's own texts, /proc/net/ip_vs and /proc/net/ip_vs_conn.
namespace ipvsadm {

/// The whole of `text` as a number; none where it is none that fits.
template <class Number>
std::optional<Number> read_number(std::string_view text, int base)
{
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return number;
}

/// An IPv4 address as up to eight hexadecimal digits.
inline std::optional<ipvsctl::IpAddress> read_ipv4(std::string_view text)
{
  const auto number = read_number<std::uint32_t>(text, 16);
  if (!number) return {};
  ipvsctl::IpAddress address;
  for (unsigned i = 0; i < 4; ++i)
    address.bytes[i] = static_cast<std::byte>(*number >> (24 - 8 * i));
  return address;
}

}  // namespace ipvsadm
