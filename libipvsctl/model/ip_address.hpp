// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

namespace ipvsctl {

/// An address family; the values are Linux's AF_INET and AF_INET6, as they travel in netlink.
enum class Family : std::uint16_t { ipv4 = 2, ipv6 = 10 };

/// An IP address in network byte order; an IPv4 address fills the first four bytes, the rest is 0.
///
/// The order is by family, then numeric.
struct IpAddress {
  Family family = Family::ipv4;
  std::array<std::byte, 16> bytes{};

  // As two numbers: tables of tens of thousands of servers are little else than comparisons.
  constexpr bool operator==(const IpAddress& other) const
  {
    return family == other.family && halves() == other.halves();
  }
  constexpr std::strong_ordering operator<=>(const IpAddress& other) const
  {
    if (family != other.family) return family <=> other.family;
    const auto [high, low] = halves();
    const auto [other_high, other_low] = other.halves();
    return high != other_high ? host_order(high) <=> host_order(other_high)
                              : host_order(low) <=> host_order(other_low);
  }

private:
  struct Halves {
    std::uint64_t high, low;  ///< in network byte order
    constexpr bool operator==(const Halves&) const = default;
  };

  constexpr Halves halves() const { return std::bit_cast<Halves>(bytes); }

  static constexpr std::uint64_t host_order(std::uint64_t number)
  {
    return std::endian::native == std::endian::big ? number : __builtin_bswap64(number);
  }
};

/// How many bits an address of `family` has: 32 or 128.
constexpr unsigned address_bits(Family family)
{
  return family == Family::ipv4 ? 32 : 128;
}

/// Whether it is one of 127.0.0.0/8, or ::1.
constexpr bool is_loopback(const IpAddress& address)
{
  if (address.family == Family::ipv4) return address.bytes[0] == std::byte{127};
  IpAddress one{Family::ipv6, {}};
  one.bytes[15] = std::byte{1};
  return address == one;
}

/// Reads "192.0.2.1" or "2001:db8::1" as inet_pton(3) does: no zone, no port, no short forms.
std::optional<IpAddress> parse_ip_address(std::string_view text);

/// `address` with all bits beyond the first `prefix_length` (0 to address_bits) cleared.
IpAddress network_of(const IpAddress& address, unsigned prefix_length);

/// The highest address of the network, by which all its hosts are meant; none for IPv6, and where
/// the network has no room for it (a prefix of 31 or 32 bits).
std::optional<IpAddress> broadcast_of(const IpAddress& address, unsigned prefix_length);

/// The address that follows `address` numerically; none after the last one of its family.
std::optional<IpAddress> next_address(const IpAddress& address);

/// "ipv4" or "ipv6".
std::string to_string(Family family);

/// "192.0.2.1" or "2001:db8::1" (RFC 5952).
std::string to_string(const IpAddress& address);

/// "192.0.2.1:80" or "[2001:db8::1]:80"; `port` in host byte order.
std::string endpoint_text(const IpAddress& address, std::uint16_t port);

std::ostream& operator<<(std::ostream& out, const IpAddress& address);

}  // namespace ipvsctl
