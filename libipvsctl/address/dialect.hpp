// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "libipvsctl/netlink/trace.hpp"

namespace ipvsctl::address {

/// How a trace names a message about addresses and interfaces (<linux/rtnetlink.h>).
netlink::Spoken spoken(const netlink::Message& message);

}  // namespace ipvsctl::address
