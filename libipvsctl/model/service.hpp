// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <ostream>
#include <string>

#include "libipvsctl/model/destination.hpp"
#include "libipvsctl/model/service_key.hpp"

namespace ipvsctl {

/// What of a client's address persistence goes by, in the form the kernel keeps it: for IPv4 a mask
/// in network byte order (any mask, though only prefixes make sense), for IPv6 a prefix length in
/// host byte order.
struct PersistenceNetmask {
  std::uint32_t raw = 0xffffffff;

  bool operator==(const PersistenceNetmask&) const = default;
};

/// The mask of a whole address: 255.255.255.255 or 128.
PersistenceNetmask whole_address(Family family);

/// The mask for the first `length` bits (0 to 32, or 1 to 128).
PersistenceNetmask prefix_netmask(Family family, unsigned length);

/// How many bits the mask has; none for an IPv4 mask with a hole.
std::optional<unsigned> prefix_length(PersistenceNetmask netmask, Family family);

/// "255.255.255.0" or "64".
std::string to_string(PersistenceNetmask netmask, Family family);

/// What may change while a service stays the same service.
struct ServiceSettings {
  /// A kernel scheduler's name, at most 15 bytes (IP_VS_SCHEDNAME_MAXLEN); "none" schedules
  /// nothing.
  std::string scheduler = "wlc";
  /// IP_VS_SVC_F_SCHED1 to 3 as bits 0 to 2: what they mean is the scheduler's (sh and mh:
  /// fallback, port).
  std::uint8_t scheduler_flags = 0;
  bool one_packet = false;  ///< each UDP packet is scheduled by itself
  bool persistent = false;
  /// How long a client comes back to its server; the kernel keeps it without `persistent` too.
  std::chrono::seconds persistence_timeout{0};
  PersistenceNetmask persistence_netmask;
  /// A persistence engine's name, at most 15 bytes (IP_VS_PENAME_MAXLEN); empty for none.
  std::string persistence_engine;

  bool operator==(const ServiceSettings&) const = default;
};

/// Settings as they are where nothing is said: wlc, not persistent, the whole address as netmask.
ServiceSettings default_settings(Family family);

/// "sh-fallback", "mh-port" or "flag-3": the name of flag `bit` (0 to 2) under `scheduler`.
std::string scheduler_flag_name(const std::string& scheduler, unsigned bit);

/// "wlc persistent 5m netmask 255.255.255.0": the settings with what is not at its default.
std::string to_string(const ServiceSettings& settings, Family family);

/// The real servers of one service.
using Destinations = std::map<DestinationKey, DestinationSettings>;

/// A service's settings and real servers; its key is beside it in the table.
struct Service {
  ServiceSettings settings;
  Destinations destinations;

  bool operator==(const Service&) const = default;
};

/// A whole IPVS table. The desired table and the observed table are of this one type.
using IpvsTable = std::map<ServiceKey, Service>;

}  // namespace ipvsctl
