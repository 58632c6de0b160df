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

/// The same of any of its elements.
bool elements_have_expressions(const netlink::Message& message);

}  // namespace ipvsctl::nft
