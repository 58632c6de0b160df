// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>

#include "libipvsctl/netlink/socket.hpp"
#include "libipvsctl/netlink/trace.hpp"

namespace ipvsctl::netlink {

/// A Socket for `protocol`; where the environment has LVSD_NETLINK_TRACE=1, what passes through it
/// is also written to standard error, a line a message.
///
/// Throws std::system_error as Socket does.
std::unique_ptr<Transport> open_transport(int protocol, Dialect dialect,
                                          std::size_t first_piece = enough_for_one_reply);

}  // namespace ipvsctl::netlink
