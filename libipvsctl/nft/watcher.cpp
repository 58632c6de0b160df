// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/nft/watcher.hpp"

#include <linux/netfilter/nfnetlink.h>

#include "libipvsctl/nft/reading.hpp"

namespace ipvsctl::nft {

Watcher::Watcher() : socket_(NETLINK_NETFILTER, {NFNLGRP_NFTABLES}) {}

bool Watcher::drain()
{
  bool concerned = false;
  const bool whole = socket_.drain([&](const netlink::Message& message) {
    concerned = concerned || concerns_our_table(message);
  });
  return concerned || !whole;
}

}  // namespace ipvsctl::nft
