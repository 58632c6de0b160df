// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <map>

#include "libipvsctl/model/destination.hpp"
#include "libipvsctl/model/service_key.hpp"

namespace ipvsctl {

/// Totals and rates of a service or a real server, as the kernel's estimator keeps them: rates move
/// every two seconds, bytes are a second's bytes (IPVS_STATS_ATTR_*).
struct Counters {
  std::uint64_t connections = 0;
  std::uint64_t packets_in = 0;
  std::uint64_t packets_out = 0;
  std::uint64_t bytes_in = 0;
  std::uint64_t bytes_out = 0;
  std::uint64_t connection_rate = 0;
  std::uint64_t packet_rate_in = 0;
  std::uint64_t packet_rate_out = 0;
  std::uint64_t byte_rate_in = 0;
  std::uint64_t byte_rate_out = 0;

  bool operator==(const Counters&) const = default;
};

/// What is going on at one real server of a service.
struct DestinationMeasurements {
  std::uint32_t active_connections = 0;    ///< established; always 0 for UDP
  std::uint32_t inactive_connections = 0;  ///< all others that the kernel still knows
  std::uint32_t persistent_connections = 0;
  Counters counters;

  bool operator==(const DestinationMeasurements&) const = default;
};

/// What is going on at one service and at each of its real servers; `counters` are the service's
/// own.
struct ServiceMeasurements {
  Counters counters;
  std::map<DestinationKey, DestinationMeasurements> destinations;

  bool operator==(const ServiceMeasurements&) const = default;
};

/// What is measured and not configured: kept out of the settings, so that it never causes a step.
using IpvsMeasurements = std::map<ServiceKey, ServiceMeasurements>;

}  // namespace ipvsctl
