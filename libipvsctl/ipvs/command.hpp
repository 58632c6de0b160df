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
/// it.
namespace ipvsctl::ipvs {

struct NewService {
  const ServiceKey& service;
  const ServiceSettings& settings;
};

struct SetService {
  const ServiceKey& service;
  const ServiceSettings& settings;
};

struct DelService {
  const ServiceKey& service;
};

struct NewDestination {
  const ServiceKey& service;
  const DestinationKey& destination;
  const DestinationSettings& settings;
};

struct SetDestination {
  const ServiceKey& service;
  const DestinationKey& destination;
  const DestinationSettings& settings;
};

struct DelDestination {
  const ServiceKey& service;
  const DestinationKey& destination;
};

struct NewDaemon {
  SyncRole role;
  const SyncDaemon& daemon;
};

struct DelDaemon {
  SyncRole role;
};

/// A timeout of 0 is left as it is.
struct SetTimeouts {
  const Timeouts& timeouts;
};

/// Zeroes the counters of one service and its real servers; null is all services.
struct Zero {
  const ServiceKey* service;
};

/// Removes all services.
struct Flush {};

using Command = std::variant<NewService, SetService, DelService, NewDestination, SetDestination,
                             DelDestination, NewDaemon, DelDaemon, SetTimeouts, Zero, Flush>;

/// Writes the request that says `command` to the netlink family of the number `family`.
///
/// Throws netlink::Refused where it cannot be said in a message: see codec.hpp.
void write(netlink::Request& request, std::uint16_t family, const Command& command);

/// What the command tries, for an error: "cannot add server 10.0.0.1:80 to tcp 192.0.2.1:80".
std::string failure_text(const Command& command);

}  // namespace ipvsctl::ipvs
