// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "libipvsctl/netlink/trace.hpp"

namespace ipvsctl::nft {

/// How a trace names a message of nftables (<linux/netfilter/nf_tables.h>) or of packet queues
/// (<linux/netfilter/nfnetlink_queue.h>).
netlink::Spoken spoken(const netlink::Message& message);

}  // namespace ipvsctl::nft
