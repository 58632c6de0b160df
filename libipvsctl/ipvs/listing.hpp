// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "libipvsctl/model/measurements.hpp"
#include "libipvsctl/model/service.hpp"

namespace ipvsctl::ipvs {

/// A real server as the kernel lists it: what it is set to and what goes on at it.
struct ListedDestination {
  DestinationKey key;
  DestinationSettings settings;
  DestinationMeasurements measurements;

  bool operator==(const ListedDestination&) const = default;
};

/// A service as the kernel lists it, with its real servers in the kernel's order.
struct ListedService {
  ServiceKey key;
  ServiceSettings settings;
  Counters counters;
  std::vector<ListedDestination> destinations;

  bool operator==(const ListedService&) const = default;
};

/// All services in the kernel's order.
using Listing = std::vector<ListedService>;

/// What the kernel says of its IPVS as a whole.
struct Info {
  std::uint32_t version = 0;                ///< 0x010201 is 1.2.1
  std::uint32_t connection_table_size = 0;  ///< buckets

  bool operator==(const Info&) const = default;
};

}  // namespace ipvsctl::ipvs
