// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "libipvsctl/netlink/trace.hpp"

namespace ipvsctl::ipvs {

/// How a trace names a message of the generic netlink family IPVS (<linux/ip_vs.h>).
netlink::Spoken spoken(const netlink::Message& message);

}  // namespace ipvsctl::ipvs
