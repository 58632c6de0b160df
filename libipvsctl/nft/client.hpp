// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <system_error>
#include <vector>

#include "libipvsctl/model/packet_rules.hpp"
#include "libipvsctl/netlink/conversation.hpp"
#include "libipvsctl/plan/step.hpp"

/// Our nftables table over a socket of NETLINK_NETFILTER. Nobody else's table is touched or listed.
namespace ipvsctl::nft {

/// Reads our table, as it stands at one moment.
///
/// Throws std::system_error where the kernel cannot be asked, or where others change it faster than
/// it can be read. What they change of their own does no harm.
PacketRules read_packet_rules(netlink::Conversation& conversation);

/// A step that the kernel refused.
struct Refusal {
  std::size_t step = 0;  ///< its index
  std::error_code code;
  std::string reason;  ///< the kernel's own words where it gave any, and the cure where we know one
};

/// Carries out `steps` (RemovePacketRules to AddMasquerade; others are passed over) as one
/// transaction: no packet meets a table that is half changed.
///
/// Where the kernel refuses some steps, the others are carried out without them, again as one
/// transaction. Where it refuses to build the table, it refuses all. Returns what was refused, by
/// index.
///
/// Throws std::system_error where the kernel cannot be talked to.
std::vector<Refusal> change_packet_rules(netlink::Conversation& conversation,
                                         std::span<const Step> steps);

}  // namespace ipvsctl::nft
