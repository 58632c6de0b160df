// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "libipvsctl/model/packet_rules.hpp"
#include "libipvsctl/nft/names.hpp"
#include "libipvsctl/nft/objects.hpp"

namespace ipvsctl::nft {

/// How many bytes a key has: address, protocol and port, each in whole groups of four.
constexpr std::uint32_t key_length(Family family)
{
  return address_bits(family) / 8 + 4 + 4;
}

/// The map that `match` belongs into.
constexpr const MapForm& map_of(const MarkMatch& match)
{
  return map_for(match.address.family, match.ports.first != match.ports.last);
}

/// An element for map_of(match), without a mark: what removes it.
Element make_element(const MarkMatch& match);

/// An element for map_of(match) with its mark (never 0).
Element make_element(const MarkMatch& match, std::uint32_t mark);

/// Reads an element of `map`; none where it is not one that make_element() would make for that
/// map: another protocol, a range of addresses, a single port among the ranges, one that times
/// out.
std::optional<MarkTable::value_type> read_element(const nftnl_set_elem& element,
                                                  const MapForm& map);

}  // namespace ipvsctl::nft
