// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "libipvsctl/netlink/attributes.hpp"

/// What libnftnl may be given to read: it ends the program where an attribute is not of its size,
/// and reads beyond a text that has no end.
namespace ipvsctl::nft {

/// What follows the header that all messages of nftables have.
///
/// Throws netlink::Malformed where there is none.
netlink::Bytes attributes_of(const netlink::Message& message);

/// Throws netlink::Malformed where the attributes of the message are not as `table` says.
void expect_shape(const netlink::Message& message, netlink::AttributeTable table);

/// Whether a rule whose shape is right has only such expressions as our own rules have, each of its
/// shape. Others are not for us to read.
bool has_only_our_expressions(const netlink::Message& message);

/// Whether a set whose shape is right has expressions of its own, such as counters; ours have none.
bool set_has_expressions(const netlink::Message& message);

/// Throws netlink::Malformed where the key of a set whose shape is right has more fields than the
/// kernel has registers (NFT_REG32_COUNT): libnftnl writes them all into an array of that size.
void expect_fields_fit(const netlink::Message& message);

/// Whether any element of a set has expressions of its own; ours have none.
bool elements_have_expressions(const netlink::Message& message);

/// Makes padding (NFTA_SET_ELEM_PAD) of what an element has and this program does not know, in the
/// message that `bytes` are, which has the right shape. libnftnl 1.2.4 takes an element's
/// attributes up to the highest type of a set (NFTA_SET_MAX), and writes beyond its stack with
/// those that an element has not got.
void pad_unknown_of_elements(std::span<std::byte> bytes);

}  // namespace ipvsctl::nft
