// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/netlink/attributes.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <cassert>

namespace ipvsctl::netlink {
namespace {

constexpr std::uint8_t any_size = 0xff;
constexpr std::uint8_t text_size = 0xfe;

struct Sizes {
  std::uint8_t one;
  std::uint8_t other;
};

/// By Kind: a table is dumped as millions of attributes.
constexpr std::array<Sizes, 11> sizes_of{{{any_size, any_size},  // unknown
                                          {1, 1},                // u8
                                          {2, 2},                // u16
                                          {2, 2},                // u16_network
                                          {4, 4},                // u32
                                          {8, 8},                // u64
                                          {4, 8},                // counter
                                          {text_size, text_size},
                                          {4, 16},                 // address
                                          {8, 8},                  // flags
                                          {any_size, any_size}}};  // nest
static_assert(sizes_of.size() == static_cast<std::size_t>(Kind::nest) + 1);

}  // namespace

std::pair<std::uint16_t, Bytes> take_attribute(Bytes& bytes)
{
  const auto header = read_front<nlattr>(bytes, "an attribute");
  if (header.nla_len < NLA_HDRLEN || header.nla_len > bytes.size())
    throw Malformed("an attribute is cut short");
  const Bytes payload = bytes.subspan(NLA_HDRLEN, header.nla_len - std::size_t{NLA_HDRLEN});
  bytes = bytes.subspan(std::min<std::size_t>(bytes.size(), NLA_ALIGN(header.nla_len)));
  return {static_cast<std::uint16_t>(header.nla_type & NLA_TYPE_MASK), payload};
}

bool fits(Kind kind, Bytes bytes)
{
  const std::size_t size = bytes.size();
  const Sizes sizes = sizes_of[static_cast<std::size_t>(kind)];
  if (sizes.one == any_size) return true;
  if (sizes.one == text_size) return size != 0 && bytes.back() == std::byte{0};
  return size == sizes.one || size == sizes.other;
}

namespace {

/// The line of `table` for `type`; none where it has none.
const Attribute* known(AttributeTable table, std::size_t type)
{
  return type < table.size() && table[type].name != nullptr ? &table[type] : nullptr;
}

void expect_fit(const Attribute& attribute, Bytes payload)
{
  if (!fits(attribute.kind, payload))
    throw Malformed(std::string(attribute.name) + " has " + std::to_string(payload.size()) +
                    " bytes");
}

}  // namespace

void expect_shape(Bytes bytes, AttributeTable table)
{
  while (!bytes.empty()) {
    const auto [type, payload] = take_attribute(bytes);
    const Attribute* const attribute = known(table, type);
    if (attribute == nullptr) continue;
    expect_fit(*attribute, payload);
    if (attribute->kind == Kind::nest) expect_shape(payload, attribute->inside);
  }
}

// The places are left as they are until a type is found: most messages have few.
// NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init)
Attributes::Attributes(Bytes bytes, AttributeTable table) : bytes_(bytes), table_(table)
{
  assert(table.size() <= most_types);
  while (!bytes.empty()) {
    const auto [type, payload] = take_attribute(bytes);
    const Attribute* const attribute = known(table, type);
    if (attribute == nullptr) continue;
    if (!fits(attribute->kind, payload)) expect_fit(*attribute, payload);
    places_[type] = {static_cast<std::uint32_t>(payload.data() - bytes_.data()),
                     static_cast<std::uint32_t>(payload.size())};
    present_ |= 1U << type;
  }
}

Bytes Attributes::bytes(std::size_t type) const
{
  if (!has(type)) throw Malformed(std::string(table_[type].name) + " is missing");
  return bytes_.subspan(places_[type].offset, places_[type].size);
}

std::uint8_t Attributes::u8(std::size_t type) const
{
  return read_front<std::uint8_t>(bytes(type), table_[type].name);
}

std::uint16_t Attributes::u16(std::size_t type) const
{
  return read_front<std::uint16_t>(bytes(type), table_[type].name);
}

std::uint16_t Attributes::u16_network(std::size_t type) const
{
  return ntohs(u16(type));
}

std::uint32_t Attributes::u32(std::size_t type) const
{
  return read_front<std::uint32_t>(bytes(type), table_[type].name);
}

std::uint64_t Attributes::counter(std::size_t type) const
{
  const Bytes found = bytes(type);
  return found.size() == sizeof(std::uint64_t)
             ? read_front<std::uint64_t>(found, table_[type].name)
             : read_front<std::uint32_t>(found, table_[type].name);
}

std::string_view Attributes::text(std::size_t type) const
{
  const Bytes found = bytes(type);
  const auto end = std::ranges::find(found, std::byte{0});
  // Characters are bytes: reading them as such is what a text is.
  return {reinterpret_cast<const char*>(found.data()),
          static_cast<std::size_t>(end - found.begin())};
}

std::string Attributes::text_or_empty(std::size_t type) const
{
  return has(type) ? std::string(text(type)) : std::string();
}

Attributes Attributes::nest(std::size_t type) const
{
  return {bytes(type), table_[type].inside};
}

}  // namespace ipvsctl::netlink
