// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

#include "libipvsctl/ipvs/listing.hpp"

namespace ipvsadm {

/// Gives `services`, which are as the kernel listed them, in its order, and have no servers yet,
/// the servers in `text`, the contents of /proc/net/ip_vs: address, port, forwarding, weight and
/// connections, all that the usual listing shows. The kernel writes that text many times faster
/// than it answers for the servers of each service.
///
/// Returns false where the text does not tell of the same services in the same order, because
/// somebody changed them in between; then the servers are not to be used.
bool add_servers(ipvsctl::ipvs::Listing& services, std::string_view text);

}  // namespace ipvsadm
