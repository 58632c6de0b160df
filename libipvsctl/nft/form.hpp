// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "libipvsctl/nft/names.hpp"
#include "libipvsctl/nft/objects.hpp"

/// What stands in our table, as libnftnl's objects, and whether objects that the kernel has are as
/// we would make them.
namespace ipvsctl::nft {

Table make_table();
Chain make_chain(const ChainForm& form);
Map make_map(const MapForm& form);

/// A rule in `chain`, without expressions.
Rule make_rule(const ChainForm& chain);

/// The rule that looks up a packet in `map` and gives it the mark found there, if any.
Rule make_mark_rule(const ChainForm& chain, const MapForm& map);

bool is_as_made(const Table& table);
bool is_as_made(const Chain& chain, const ChainForm& form);
bool is_as_made(const Map& map, const MapForm& form);

/// Whether these are the mark rules of a chain, in their order and nothing else.
bool are_mark_rules(const std::vector<Rule>& rules, const ChainForm& chain);

/// How many objects our table holds (NFTA_TABLE_USE): chains and maps.
std::uint32_t objects_in_table(bool with_postrouting);

}  // namespace ipvsctl::nft
