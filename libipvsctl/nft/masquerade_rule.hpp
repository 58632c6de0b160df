// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "libipvsctl/model/packet_rules.hpp"
#include "libipvsctl/nft/objects.hpp"

namespace ipvsctl::nft {

/// `ip saddr 10.11.12.0/24 oifname "eth0" masquerade`, in the chain postrouting.
Rule make_masquerade_rule(const Masquerade& masquerade);

/// Reads such a rule; none where it is not exactly one that make_masquerade_rule() would make.
std::optional<Masquerade> read_masquerade_rule(const Rule& rule);

/// Masquerades and the kernel's handle of the rule of each.
using MasqueradeHandles = std::map<Masquerade, std::uint64_t>;

/// Reads the rules of postrouting; none where one of them is not ours or is there twice.
std::optional<MasqueradeHandles> read_masquerades(const std::vector<Rule>& rules);

}  // namespace ipvsctl::nft
