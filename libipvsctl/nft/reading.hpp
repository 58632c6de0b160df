// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "libipvsctl/netlink/message.hpp"
#include "libipvsctl/nft/objects.hpp"

/// What the kernel sends about our table, as libnftnl's objects. No socket is involved.
namespace ipvsctl::nft {

/// Each throws netlink::Malformed where the message is not one of its kind. A rule or a map that
/// holds expressions which ours never have is read as an empty one, which is as good as altered.
Table read_table(const netlink::Message& message);
Chain read_chain(const netlink::Message& message);
Rule read_rule(const netlink::Message& message);
/// A map with its elements where the message has them.
Map read_map(const netlink::Message& message);
Map read_elements(const netlink::Message& message);

/// The number of the ruleset's generation: it grows with every transaction of anybody.
std::uint32_t read_generation(const netlink::Message& message);

/// Whether an event (NFNLGRP_NFTABLES) is about our table, or is one that names no table and may
/// be.
bool concerns_our_table(const netlink::Message& message);

}  // namespace ipvsctl::nft
