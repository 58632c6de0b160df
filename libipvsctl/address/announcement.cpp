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

/// RFC 826, about `address`, which `claimed` says to be the sender's own.
Frame arp(unsigned char operation, const IpAddress& claimed, const IpAddress& address,
          const HardwareAddress& sender, const HardwareAddress& target)
{
  Frame frame = ethernet_frame(broadcast, sender, 0x08, 0x06);
  put(frame, {0, 1, 0x08, 0x00, 6, 4, 0, operation});  // Ethernet, IPv4, their address lengths
  put(frame, sender);
  put(frame, bytes_of(claimed));
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

/// RFC 4861 section 4.3, without options: its sender has no address yet.
Frame solicitation_message(const IpAddress& address)
{
  Frame message;
  put(message, {135, 0, 0, 0, 0, 0, 0, 0});  // type, code, checksum, reserved
  put(message, bytes_of(address));
  return message;
}

/// RFC 4291 section 2.7.1: ff02::1:ff and the last three bytes.
IpAddress solicited_nodes(const IpAddress& address)
{
  IpAddress group = *parse_ip_address("ff02::1:ff00:0");
  std::ranges::copy(Bytes(address.bytes).last(3), group.bytes.end() - 3);
  return group;
}

/// RFC 2464 section 7: 33:33 and the last four bytes of the group.
HardwareAddress solicited_link_address(const IpAddress& address)
{
  HardwareAddress link = hardware({0x33, 0x33, 0, 0, 0, 0});
  std::ranges::copy(Bytes(solicited_nodes(address).bytes).last(4), link.begin() + 2);
  return link;
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

Frame icmpv6_frame(const HardwareAddress& to, const HardwareAddress& sender, const IpAddress& from,
                   const IpAddress& destination, Frame message)
{
  constexpr unsigned char hop_limit = 255;  // a neighbour believes no other
  set_checksum(message, from, destination);
  Frame frame = ethernet_frame(to, sender, 0x86, 0xdd);
  put(frame, {0x60, 0, 0, 0, 0, static_cast<unsigned char>(message.size()), icmpv6, hop_limit});
  put(frame, bytes_of(from));
  put(frame, bytes_of(destination));
  put(frame, message);
  return frame;
}

constexpr std::size_t sender_offset = 6;  // of an Ethernet frame

/// Whether `expected` stands in `frame` at `offset`.
bool stands_at(Bytes frame, std::size_t offset, Bytes expected)
{
  return frame.size() >= offset + expected.size() &&
         std::ranges::equal(frame.subspan(offset, expected.size()), expected);
}

bool stands_at(Bytes frame, std::size_t offset, std::initializer_list<unsigned char> numbers)
{
  Frame expected;
  put(expected, numbers);
  return stands_at(frame, offset, Bytes(expected));
}

/// An ARP reply whose sender says that it has `address`.
bool claim_by_arp(const IpAddress& address, Bytes frame)
{
  return stands_at(frame, 12, {0x08, 0x06, 0, 1, 0x08, 0x00, 6, 4, 0, 2}) &&
         stands_at(frame, 28, bytes_of(address));
}

/// A neighbour advertisement of `address` right behind the IPv6 header.
bool claim_by_advertisement(const IpAddress& address, Bytes frame)
{
  return stands_at(frame, 12, {0x86, 0xdd}) && stands_at(frame, 20, {icmpv6}) &&
         stands_at(frame, 54, {136, 0}) && stands_at(frame, 62, bytes_of(address));
}

}  // namespace

Frame arp_request(const IpAddress& address, const HardwareAddress& hardware)
{
  return arp(1, address, address, hardware, unknown);
}

Frame arp_reply(const IpAddress& address, const HardwareAddress& hardware)
{
  // A gratuitous reply names the sender as its target: Linux heeds no other.
  return arp(2, address, address, hardware, hardware);
}

Frame neighbour_advertisement(const IpAddress& address, const HardwareAddress& hardware,
                              bool from_router)
{
  const IpAddress everyone = *parse_ip_address("ff02::1");
  return icmpv6_frame(all_nodes, hardware, address, everyone,
                      advertisement_message(address, hardware, from_router));
}

Frame probe_for(const IpAddress& address, const HardwareAddress& hardware)
{
  const IpAddress nobody{address.family, {}};
  if (address.family == Family::ipv4) return arp(1, nobody, address, hardware, unknown);
  return icmpv6_frame(solicited_link_address(address), hardware, nobody, solicited_nodes(address),
                      solicitation_message(address));
}

std::optional<HardwareAddress> who_claims(const IpAddress& address,
                                          std::span<const std::byte> frame)
{
  const bool claimed = address.family == Family::ipv4 ? claim_by_arp(address, frame)
                                                      : claim_by_advertisement(address, frame);
  if (!claimed) return {};
  HardwareAddress sender;
  std::ranges::copy(frame.subspan(sender_offset, sender.size()), sender.begin());
  return sender;
}

std::vector<Frame> announcement_of(const IpAddress& address, const HardwareAddress& hardware,
                                   bool from_router)
{
  if (address.family == Family::ipv6)
    return {neighbour_advertisement(address, hardware, from_router)};
  return {arp_request(address, hardware), arp_reply(address, hardware)};
}

}  // namespace ipvsctl::address
