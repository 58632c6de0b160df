// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <linux/netlink.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace ipvsctl::netlink {

/// One message to the kernel, written attribute by attribute; may be begun again and again.
///
/// Every put throws std::length_error where the message would outgrow its capacity.
class Request {
public:
  /// `capacity` is the most bytes of the message, its headers included; at least 20, for those of
  /// generic netlink.
  explicit Request(std::size_t capacity = 4096);

  /// Begins a message of netlink type `type` (a family's number, for generic netlink).
  void begin(std::uint16_t type, std::uint16_t flags);

  /// The same with the header of generic netlink behind.
  void begin_generic(std::uint16_t family, std::uint16_t flags, std::uint8_t command,
                     std::uint8_t version);

  /// Puts a family's own header behind the message's; goes before any attribute.
  void put_header(std::span<const std::byte> bytes);

  /// Puts an attribute: the bytes as they are, or a number in host byte order, in which it travels
  /// too.
  void put(std::uint16_t type, std::span<const std::byte> bytes);
  void put_u8(std::uint16_t type, std::uint8_t value);
  void put_u16(std::uint16_t type, std::uint16_t value);
  /// `value` in host byte order; it travels in network byte order.
  void put_u16_network(std::uint16_t type, std::uint16_t value);
  /// In host byte order again.
  void put_u32(std::uint16_t type, std::uint32_t value);
  /// Puts a text and a NUL. Throws std::system_error (EINVAL) where there is a NUL inside.
  void put_text(std::uint16_t type, std::string_view text);

  /// Puts a nest and what `fill` puts in it.
  template <class Fill>
  void put_nest(std::uint16_t type, Fill fill)
  {
    nlattr* const nest = begin_nest(type);
    fill();
    end_nest(nest);
  }

  /// The message as it stands; valid until the next change.
  std::span<const std::byte> bytes() const;

private:
  nlmsghdr* header();
  nlattr* begin_nest(std::uint16_t type);
  void end_nest(nlattr* nest);

  std::vector<std::byte> storage_;
};

}  // namespace ipvsctl::netlink
