// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/arguments/host_port.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <limits>

#include "cli/ipvsadm/arguments/numbers.hpp"

namespace ipvsadm {
namespace {

using ipvsctl::Family;
using ipvsctl::IpAddress;
using ipvsctl::Protocol;

std::optional<IpAddress> read_ipv6(const std::string& text)
{
  IpAddress address{Family::ipv6, {}};
  if (inet_pton(AF_INET6, text.c_str(), address.bytes.data()) != 1) return {};
  return address;
}

std::optional<std::uint16_t> read_port(const std::string& text, std::optional<Protocol> protocol,
                                       Names& names)
{
  if (const auto number = bounded_number(text, 0, std::numeric_limits<std::uint16_t>::max()))
    return static_cast<std::uint16_t>(*number);
  return protocol ? names.port_of(text, *protocol) : std::nullopt;
}

std::optional<HostPort> with_port(std::optional<IpAddress> address,
                                  std::optional<std::uint16_t> port)
{
  if (!address || !port) return {};
  return HostPort{*address, port};
}

std::optional<HostPort> without_port(std::optional<IpAddress> address)
{
  if (!address) return {};
  return HostPort{*address, {}};
}

/// `text` begins with a bracket. An IPv4 address in brackets loses its port, as in the original.
std::optional<HostPort> read_bracketed(const std::string& text, std::optional<Protocol> protocol,
                                       Names& names)
{
  const auto close = text.find("]:");
  if (close == std::string::npos) return {};
  const std::string host = text.substr(1, close - 1);
  if (const auto address = read_ipv6(host))
    return with_port(address, read_port(text.substr(close + 2), protocol, names));
  return without_port(read_ipv4(host, names));
}

bool all_digits(const std::string& text)
{
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return std::isdigit(c) != 0; });
}

}  // namespace

std::optional<IpAddress> read_ipv4(const std::string& text, Names& names)
{
  in_addr numeric{};
  if (inet_aton(text.c_str(), &numeric) == 0) return names.address_of(text);
  IpAddress address;
  std::memcpy(address.bytes.data(), &numeric, sizeof numeric);
  return address;
}

std::optional<HostPort> read_host_port(const std::string& text, std::optional<Protocol> protocol,
                                       Names& names)
{
  if (all_digits(text)) return {};
  if (text.front() == '[') return read_bracketed(text, protocol, names);
  if (const auto address = read_ipv6(text)) return HostPort{*address, {}};
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) return without_port(read_ipv4(text, names));
  return with_port(read_ipv4(text.substr(0, colon), names),
                   read_port(text.substr(colon + 1), protocol, names));
}

}  // namespace ipvsadm
