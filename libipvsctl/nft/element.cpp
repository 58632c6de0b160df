// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/nft/element.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <vector>

namespace ipvsctl::nft {
namespace {

using Bytes = std::vector<std::byte>;

/// A key of a map: address in network byte order, protocol, three zero bytes, port in network byte
/// order, two zero bytes.
struct Key {
  IpAddress address;
  Protocol protocol = Protocol::tcp;
  std::uint16_t port = 0;
};

std::size_t address_length(Family family)
{
  return address_bits(family) / 8;
}

Bytes bytes_of(const Key& key)
{
  const std::size_t length = address_length(key.address.family);
  Bytes bytes(key_length(key.address.family));
  std::copy_n(key.address.bytes.begin(), length, bytes.begin());
  bytes[length] = static_cast<std::byte>(key.protocol);
  bytes[length + 4] = static_cast<std::byte>(key.port >> 8);
  bytes[length + 5] = static_cast<std::byte>(key.port & 0xff);
  return bytes;
}

std::optional<Protocol> protocol_of(std::byte number)
{
  for (const Protocol known : {Protocol::tcp, Protocol::udp, Protocol::sctp})
    if (static_cast<std::byte>(known) == number) return known;
  return {};
}

std::optional<Key> key_of(std::span<const std::byte> bytes, Family family)
{
  const std::size_t length = address_length(family);
  if (bytes.size() != key_length(family)) return {};
  const auto protocol = protocol_of(bytes[length]);
  if (!protocol) return {};
  Key key{{family, {}}, *protocol, 0};
  std::copy_n(bytes.begin(), length, key.address.bytes.begin());
  key.port = static_cast<std::uint16_t>(std::to_integer<unsigned>(bytes[length + 4]) << 8 |
                                        std::to_integer<unsigned>(bytes[length + 5]));
  return key;
}

void put(const Element& into, std::uint16_t attribute, const Bytes& value)
{
  nftnl_set_elem_set(into.get(), attribute, value.data(), static_cast<std::uint32_t>(value.size()));
}

std::span<const std::byte> get(const nftnl_set_elem& from, std::uint16_t attribute)
{
  // libnftnl's getters take an element that is not const, and do not alter it.
  auto* const element = const_cast<nftnl_set_elem*>(&from);
  if (!nftnl_set_elem_is_set(element, attribute)) return {};
  std::uint32_t length = 0;
  const void* const bytes = nftnl_set_elem_get(element, attribute, &length);
  return {static_cast<const std::byte*>(bytes), length};
}

std::optional<std::uint32_t> mark_of(const nftnl_set_elem& element)
{
  const auto data = get(element, NFTNL_SET_ELEM_DATA);
  std::uint32_t mark = 0;
  if (data.size() != sizeof(mark)) return {};
  std::memcpy(&mark, data.data(), sizeof(mark));
  return mark;
}

/// Whether it may go by itself, or not match each time.
bool is_conditional(const nftnl_set_elem& element)
{
  return nftnl_set_elem_is_set(&element, NFTNL_SET_ELEM_TIMEOUT) ||
         nftnl_set_elem_is_set(&element, NFTNL_SET_ELEM_EXPR) ||
         nftnl_set_elem_is_set(&element, NFTNL_SET_ELEM_EXPRESSIONS);
}

/// The ports from `first` to `last`, where these differ in nothing else and fit `map`.
std::optional<MarkMatch> match_of(const Key& first, const Key& last, const MapForm& map)
{
  const MarkMatch match{first.address, first.protocol, {first.port, last.port}};
  const bool alike = first.address == last.address && first.protocol == last.protocol;
  if (!alike || first.port > last.port || map_of(match) != map) return {};
  return match;
}

}  // namespace

Element make_element(const MarkMatch& match)
{
  Element element(allocated(nftnl_set_elem_alloc()));
  put(element, NFTNL_SET_ELEM_KEY, bytes_of({match.address, match.protocol, match.ports.first}));
  if (map_of(match).ranges)
    put(element, NFTNL_SET_ELEM_KEY_END,
        bytes_of({match.address, match.protocol, match.ports.last}));
  return element;
}

Element make_element(const MarkMatch& match, std::uint32_t mark)
{
  Element element = make_element(match);
  nftnl_set_elem_set(element.get(), NFTNL_SET_ELEM_DATA, &mark, sizeof(mark));
  return element;
}

std::optional<MarkTable::value_type> read_element(const nftnl_set_elem& element, const MapForm& map)
{
  const auto first = key_of(get(element, NFTNL_SET_ELEM_KEY), map.family);
  const auto last = map.ranges ? key_of(get(element, NFTNL_SET_ELEM_KEY_END), map.family) : first;
  const auto mark = mark_of(element);
  if (!first || !last || !mark || is_conditional(element)) return {};
  const auto match = match_of(*first, *last, map);
  if (!match) return {};
  return MarkTable::value_type{*match, *mark};
}

}  // namespace ipvsctl::nft
