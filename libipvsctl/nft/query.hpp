// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "libipvsctl/netlink/conversation.hpp"
#include "libipvsctl/nft/names.hpp"
#include "libipvsctl/nft/objects.hpp"

/// Single questions about our table. None where it, or the thing in it, is not there.
///
/// Each throws std::system_error where the kernel cannot be asked, with EINTR where nftables was
/// changed in the midst of a list of rules again and again, and netlink::Malformed where the answer
/// is not what libnftnl knows.
namespace ipvsctl::nft {

std::uint32_t ask_generation(netlink::Conversation& conversation);
std::optional<Table> ask_table(netlink::Conversation& conversation);
std::optional<Chain> ask_chain(netlink::Conversation& conversation, const ChainForm& form);
std::optional<Map> ask_map(netlink::Conversation& conversation, const MapForm& form);
std::vector<Rule> ask_rules(netlink::Conversation& conversation, const ChainForm& chain);

/// The elements come in as many maps as there were messages. Where nftables, or anybody's part of
/// it, is changed meanwhile some may be missing or come twice: the generation tells.
std::vector<Map> ask_elements(netlink::Conversation& conversation, const MapForm& form);

}  // namespace ipvsctl::nft
