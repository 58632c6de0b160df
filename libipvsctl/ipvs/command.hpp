// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "libipvsctl/model/service.hpp"
#include "libipvsctl/model/settings.hpp"
#include "libipvsctl/model/sync_daemon.hpp"
#include "libipvsctl/netlink/request.hpp"

/// What the kernel's IPVS can be told to change. A command refers to its parts, which must outlive
/// it. Each names its constant of <linux/ip_vs.h>, and the errno with which the kernel refuses it
/// (EPERM without CAP_NET_ADMIN).
namespace ipvsctl::ipvs {

/// IPVS_CMD_NEW_SERVICE. EEXIST where there is one of this key, ENOENT where the kernel lacks its
/// scheduler or persistence engine, EAFNOSUPPORT where IPVS has no IPv6, EINVAL for other settings
/// that the kernel does not take.
struct NewService {
  const ServiceKey& service;
  const ServiceSettings& settings;
};

/// IPVS_CMD_SET_SERVICE: all settings become these. ESRCH where there is no such service; ENOENT,
/// EAFNOSUPPORT and EINVAL as NewService.
struct SetService {
  const ServiceKey& service;
  const ServiceSettings& settings;
};

/// IPVS_CMD_DEL_SERVICE: with its real servers. ESRCH where there is no such service.
struct DelService {
  const ServiceKey& service;
};

/// IPVS_CMD_NEW_DEST. ESRCH where there is no such service, EEXIST where it has the real server
/// already, ERANGE for a weight or thresholds out of range, EINVAL for other settings or an address
/// that the kernel does not take.
struct NewDestination {
  const ServiceKey& service;
  const DestinationKey& destination;
  const DestinationSettings& settings;
};

/// IPVS_CMD_SET_DEST: all settings become these. ENOENT where the service has no such real server;
/// ESRCH, ERANGE and EINVAL as NewDestination.
struct SetDestination {
  const ServiceKey& service;
  const DestinationKey& destination;
  const DestinationSettings& settings;
};

/// IPVS_CMD_DEL_DEST. ESRCH where there is no such service, ENOENT where it has no such real
/// server.
struct DelDestination {
  const ServiceKey& service;
  const DestinationKey& destination;
};

/// IPVS_CMD_NEW_DAEMON: starts a sync daemon. EEXIST where one of the role runs, ENODEV where there
/// is no such interface, EINVAL for a group that is not multicast, or while a real server is of
/// another address family than its service.
struct NewDaemon {
  SyncRole role;
  const SyncDaemon& daemon;
};

/// IPVS_CMD_DEL_DAEMON: stops the sync daemon. ESRCH where none of the role runs.
struct DelDaemon {
  SyncRole role;
};

/// IPVS_CMD_SET_CONFIG, in seconds; a timeout of 0, or that is absent, is left as it is. EINVAL
/// where one is longer than the kernel can keep.
struct SetTimeouts {
  const Timeouts& timeouts;
};

/// IPVS_CMD_ZERO: zeroes the counters of one service and its real servers; null is all services.
/// ESRCH where there is no such service.
struct Zero {
  const ServiceKey* service;
};

/// IPVS_CMD_FLUSH: removes all services.
struct Flush {};

/// One change of IPVS.
using Command = std::variant<NewService, SetService, DelService, NewDestination, SetDestination,
                             DelDestination, NewDaemon, DelDaemon, SetTimeouts, Zero, Flush>;

/// Writes the request that says `command` to the netlink family of the number `family`.
///
/// Throws netlink::Refused where it cannot be said in a message: see codec.hpp.
void write(netlink::Request& request, std::uint16_t family, const Command& command);

/// What the command tries, for an error: "cannot add server 10.0.0.1:80 to tcp 192.0.2.1:80".
std::string failure_text(const Command& command);

}  // namespace ipvsctl::ipvs
