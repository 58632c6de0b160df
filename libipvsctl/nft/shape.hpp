// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "libipvsctl/netlink/message.hpp"

/// What libnftnl may be given to read: it ends the program where an attribute is not of its size,
/// and reads beyond a text that has no end.
namespace ipvsctl::nft {

/// Each throws netlink::Malformed where the attributes of such a message are not of their sizes.
void expect_table_shape(const netlink::Message& message);
void expect_chain_shape(const netlink::Message& message);
void expect_rule_shape(const netlink::Message& message);
void expect_set_shape(const netlink::Message& message);
void expect_elements_shape(const netlink::Message& message);

/// Whether a rule whose shape is right has only such expressions as our own rules have, each of its
/// shape. Others are not for us to read.
bool has_only_our_expressions(const netlink::Message& message);

/// Whether a set whose shape is right has expressions of its own, such as counters; ours have none.
bool set_has_expressions(const netlink::Message& message);

/// The same of any of its elements.
bool elements_have_expressions(const netlink::Message& message);

}  // namespace ipvsctl::nft
