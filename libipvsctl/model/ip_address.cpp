// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/model/ip_address.hpp"

#include <arpa/inet.h>

#include <charconv>

namespace ipvsctl {

static_assert(static_cast<int>(Family::ipv4) == AF_INET);
static_assert(static_cast<int>(Family::ipv6) == AF_INET6);

std::optional<IpAddress> parse_ip_address(std::string_view text)
{
  const std::string terminated(text);
  if (terminated.size() != std::char_traits<char>::length(terminated.c_str())) return {};
  for (const Family family : {Family::ipv4, Family::ipv6}) {
    IpAddress address{family, {}};
    if (inet_pton(static_cast<int>(family), terminated.c_str(), address.bytes.data()) == 1)
      return address;
  }
  return {};
}

IpAddress network_of(const IpAddress& address, unsigned prefix_length)
{
  IpAddress network = address;
  for (unsigned bit = prefix_length; bit < address_bits(address.family); ++bit)
    network.bytes[bit / 8] &= ~(std::byte{0x80} >> (bit % 8));
  return network;
}

std::optional<IpAddress> broadcast_of(const IpAddress& address, unsigned prefix_length)
{
  if (address.family != Family::ipv4 || prefix_length > 30) return {};
  IpAddress ones{Family::ipv4, {}};
  std::fill_n(ones.bytes.begin(), 4, std::byte{0xff});
  const IpAddress mask = network_of(ones, prefix_length);
  IpAddress broadcast = address;
  for (std::size_t i = 0; i < 4; ++i)
    broadcast.bytes[i] |= ~mask.bytes[i];
  return broadcast;
}

std::optional<IpAddress> next_address(const IpAddress& address)
{
  IpAddress next = address;
  for (std::size_t i = address_bits(address.family) / 8; i-- > 0;) {
    next.bytes[i] = static_cast<std::byte>(std::to_integer<unsigned>(next.bytes[i]) + 1);
    if (next.bytes[i] != std::byte{0}) return next;
  }
  return {};
}

std::string to_string(Family family)
{
  return family == Family::ipv4 ? "ipv4" : "ipv6";
}

namespace {

/// inet_ntop(3) has each number of an IPv4 address formatted by sprintf(3), which a table of tens
/// of thousands feels.
std::string ipv4_text(const IpAddress& address)
{
  std::array<char, INET_ADDRSTRLEN> text{};
  char* end = text.data();
  for (std::size_t i = 0; i < 4; ++i) {
    if (i != 0) *end++ = '.';
    end = std::to_chars(end, text.data() + text.size(), std::to_integer<unsigned>(address.bytes[i]))
              .ptr;
  }
  return {text.data(), end};
}

}  // namespace

std::string to_string(const IpAddress& address)
{
  if (address.family == Family::ipv4) return ipv4_text(address);
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(static_cast<int>(address.family), address.bytes.data(), text.data(), text.size());
  return text.data();
}

std::string endpoint_text(const IpAddress& address, std::uint16_t port)
{
  const std::string host = to_string(address);
  const std::string suffix = ":" + std::to_string(port);
  return address.family == Family::ipv6 ? "[" + host + "]" + suffix : host + suffix;
}

std::ostream& operator<<(std::ostream& out, const IpAddress& address)
{
  return out << to_string(address);
}

}  // namespace ipvsctl
