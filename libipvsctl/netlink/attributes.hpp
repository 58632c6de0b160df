// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "libipvsctl/netlink/message.hpp"

namespace ipvsctl::netlink {

/// What an attribute holds; its size is checked by this before it is touched.
enum class Kind : std::uint8_t {
  unknown,  ///< any bytes
  u8,
  u16,
  u16_network,  ///< in network byte order
  u32,
  u64,
  counter,  ///< 32 or 64 bits wide
  text,     ///< with a NUL at its end
  address,  ///< 4 or 16 bytes in network byte order
  flags,    ///< 32 bits and a mask of 32 bits
  nest,
};

/// One line of a table of attributes; the line's number in the table is the attribute's type.
struct Attribute {
  const char* name = nullptr;  ///< the kernel's name; null for a type that there is not
  Kind kind = Kind::unknown;
  std::span<const Attribute> inside{};  ///< of a nest
};

/// Refers to the table, which must outlive whatever reads by it.
using AttributeTable = std::span<const Attribute>;

/// The attributes of one message or nest, each found once and of the right size; those that the
/// table does not know are passed over. Valid as long as the message's bytes.
class Attributes {
public:
  /// Throws Malformed where the bytes are not whole attributes of the table's sizes.
  Attributes(Bytes bytes, AttributeTable table);

  /// Whether there is an attribute of `type`, which must be one of the table's.
  bool has(std::size_t type) const { return (present_ >> type & 1U) != 0; }

  /// Each throws Malformed where there is no such attribute. All numbers are returned in host byte
  /// order, in which they travel too, but for u16_network. A text ends before its first NUL. What
  /// text, bytes and nest return refers to the message's bytes, and lives as long as they do.
  std::uint8_t u8(std::size_t type) const;
  std::uint16_t u16(std::size_t type) const;
  std::uint16_t u16_network(std::size_t type) const;
  std::uint32_t u32(std::size_t type) const;
  std::uint64_t counter(std::size_t type) const;
  std::string_view text(std::size_t type) const;
  Bytes bytes(std::size_t type) const;
  Attributes nest(std::size_t type) const;

  /// A copy of the text; empty where there is no such attribute.
  std::string text_or_empty(std::size_t type) const;

private:
  struct Place {
    std::uint32_t offset;
    std::uint32_t size;
  };
  static constexpr std::size_t most_types = 20;

  Bytes bytes_;
  AttributeTable table_;
  std::uint32_t present_ = 0;             // a bit for each type
  std::array<Place, most_types> places_;  // of the types that are present
};

/// Takes the next attribute off the front of `bytes`: its type without flags, and its payload.
///
/// Throws Malformed where its length is not one that fits.
std::pair<std::uint16_t, Bytes> take_attribute(Bytes& bytes);

/// Whether `bytes` can be what `kind` says.
bool fits(Kind kind, Bytes bytes);

/// For the libraries that take for granted what Attributes checks: that `bytes` are whole
/// attributes, and that those which the table knows, and all inside them, are of its sizes.
///
/// Throws Malformed.
void expect_shape(Bytes bytes, AttributeTable table);

}  // namespace ipvsctl::netlink
