// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "libipvsctl/model/floating_address.hpp"
#include "libipvsctl/model/host_route.hpp"
#include "libipvsctl/model/packet_rules.hpp"
#include "libipvsctl/model/service.hpp"
#include "libipvsctl/model/settings.hpp"
#include "libipvsctl/model/sync_daemon.hpp"

namespace ipvsctl {

/// Everything of the kernel that this project sets. What should be in it and what is in it are both
/// of this type.
struct KernelState {
  Sysctls sysctls;
  Timeouts timeouts;
  IpvsTable ipvs;
  SyncDaemons sync_daemons;
  PacketRules packet_rules;
  AddressSet addresses;
  HostRoutes routes;  ///< those of our protocol number alone

  bool operator==(const KernelState&) const = default;
};

}  // namespace ipvsctl
