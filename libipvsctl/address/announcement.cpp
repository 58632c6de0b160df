// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/address/announcement.hpp"

#include <algorithm>
#include <initializer_list>
#include <span>

namespace ipvsctl::address {
namespace {

using Bytes = std::span<const std::byte>;

constexpr HardwareAddress hardware(std::initializer_list<unsigned char> numbers)
{
  HardwareAddress bytes{};
  std::ranges::transform(numbers, bytes.begin(),
                         [](unsigned char number) { return std::byte{number}; });
  return bytes;
}
constexpr HardwareAddress broadcast = hardware({0xff, 0xff, 0xff, 0xff, 0xff, 0xff});
constexpr HardwareAddress all_nodes = hardware({0x33, 0x33, 0, 0, 0, 1});  // RFC 2464 section 7
constexpr HardwareAddress unknown = hardware({0, 0, 0, 0, 0, 0});

void put(Frame& frame, std::initializer_list<unsigned char> numbers)
{
  for (const unsigned char number : numbers)
    frame.push_back(std::byte{number});
}

void put(Frame& frame, Bytes bytes)
{
  frame.insert(frame.end(), bytes.begin(), bytes.end());
}

Bytes bytes_of(const IpAddress& address)
{
  return Bytes(address.bytes).first(address_bits(address.family) / 8);
}

Frame ethernet_frame(const HardwareAddress& to, const HardwareAddress& from,
                     unsigned char type_high, unsigned char type_low)
{
  Frame frame;
  put(frame, to);
  put(frame, from);
  put(frame, {type_high, type_low});
  return frame;
}

/// RFC 826: both protocol addresses are the one that is announced.
Frame arp(unsigned char operation, const IpAddress& address, const HardwareAddress& sender,
          const HardwareAddress& target)
{
  Frame frame = ethernet_frame(broadcast, sender, 0x08, 0x06);
  put(frame, {0, 1, 0x08, 0x00, 6, 4, 0, operation});  // Ethernet, IPv4, their address lengths
  put(frame, sender);
  put(frame, bytes_of(address));
  put(frame, target);
  put(frame, bytes_of(address));
  return frame;
}

/// RFC 1071, over an even number of bytes.
std::uint16_t internet_checksum(Bytes bytes)
{
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < bytes.size(); i += 2)
    sum += std::to_integer<std::uint32_t>(bytes[i]) << 8 |
           std::to_integer<std::uint32_t>(bytes[i + 1]);
  while ((sum >> 16) != 0)
    sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum);
}

constexpr unsigned char icmpv6 = 58;

/// RFC 4861 section 4.4, with the option "target link-layer address" (section 4.6.1).
Frame advertisement_message(const IpAddress& address, const HardwareAddress& sender,
                            bool from_router)
{
  constexpr unsigned char router_flag = 0x80;
  constexpr unsigned char override_flag = 0x20;
  const auto flags = static_cast<unsigned char>(override_flag | (from_router ? router_flag : 0));
  Frame message;
  put(message, {136, 0, 0, 0, flags, 0, 0, 0});  // type, code, checksum, flags, reserved
  put(message, bytes_of(address));
  put(message, {2, 1});  // the option's type, its length in groups of eight bytes
  put(message, sender);
  return message;
}

/// Sets the checksum of an ICMPv6 message, which covers a pseudo-header too (RFC 4443 section 2.3,
/// RFC 8200 section 8.1).
void set_checksum(Frame& message, const IpAddress& from, const IpAddress& to)
{
  Frame covered;
  put(covered, bytes_of(from));
  put(covered, bytes_of(to));
  put(covered, {0, 0, 0, static_cast<unsigned char>(message.size()), 0, 0, 0, icmpv6});
  put(covered, message);
  const std::uint16_t checksum = internet_checksum(covered);
  message[2] = static_cast<std::byte>(checksum >> 8);
  message[3] = static_cast<std::byte>(checksum & 0xff);
}

}  // namespace

Frame arp_request(const IpAddress& address, const HardwareAddress& hardware)
{
  return arp(1, address, hardware, unknown);
}

Frame arp_reply(const IpAddress& address, const HardwareAddress& hardware)
{
  // A gratuitous reply names the sender as its target: Linux heeds no other.
  return arp(2, address, hardware, hardware);
}

Frame neighbour_advertisement(const IpAddress& address, const HardwareAddress& hardware,
                              bool from_router)
{
  constexpr unsigned char hop_limit = 255;  // a neighbour believes no other
  const IpAddress everyone = *parse_ip_address("ff02::1");
  Frame message = advertisement_message(address, hardware, from_router);
  set_checksum(message, address, everyone);
  Frame frame = ethernet_frame(all_nodes, hardware, 0x86, 0xdd);
  put(frame, {0x60, 0, 0, 0, 0, static_cast<unsigned char>(message.size()), icmpv6, hop_limit});
  put(frame, bytes_of(address));
  put(frame, bytes_of(everyone));
  put(frame, message);
  return frame;
}

std::vector<Frame> announcement_of(const IpAddress& address, const HardwareAddress& hardware,
                                   bool from_router)
{
  if (address.family == Family::ipv6)
    return {neighbour_advertisement(address, hardware, from_router)};
  return {arp_request(address, hardware), arp_reply(address, hardware)};
}

}  // namespace ipvsctl::address
