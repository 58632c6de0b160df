// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <linux/netfilter/nf_tables.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "libipvsctl/model/ip_address.hpp"
#include "libipvsctl/nft/objects.hpp"

/// The expressions of our rules. Registers are NFT_REG_1 to NFT_REG_4 (16 bytes each) or
/// NFT_REG32_00 to NFT_REG32_15 (4 bytes each, the same memory). The kernel lists the first
/// quarter of a 16-byte register as the 16-byte one, so write it so, or the rule reads back
/// unequal.
namespace ipvsctl::nft {

/// Takes over `expression`.
void add(const Rule& rule, Expression expression);

/// Has the rule go on with packets of `family` alone.
void add_family(const Rule& rule, Family family);

/// Loads a property of the packet: NFT_META_*.
Expression load_meta(nft_meta_keys key, std::uint32_t into);

/// Loads `length` bytes of a header from `offset`.
Expression load_payload(nft_payload_bases header, std::uint32_t offset, std::uint32_t length,
                        std::uint32_t into);

/// Loads the packet's destination address: as many bytes as an address of `family` has.
Expression load_destination(Family family, std::uint32_t into);

/// Masks what a register holds.
Expression mask(std::uint32_t which, std::span<const std::byte> bits);

/// Ends the rule where a register holds something else.
Expression expect(std::uint32_t which, std::span<const std::byte> value);

/// Looks up what begins in register `key` and puts what the map has for it into `into`; ends the
/// rule where the map has nothing.
Expression look_up(const char* map, std::uint32_t key, std::uint32_t into);

/// Gives the packet the mark that a register holds.
Expression set_mark(std::uint32_t from);

Expression masquerade();

/// Queues the packet for a program; where there is no such program, the packet is accepted.
Expression queue(std::uint16_t number);

/// What the rule does, expression by expression, in libnftnl's own words: two rules that do the
/// same have the same texts, whichever attributes are written out or left at their default.
std::vector<std::string> texts_of(const Rule& rule);

}  // namespace ipvsctl::nft
