// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <compare>
#include <functional>
#include <map>
#include <optional>

#include "libipvsctl/model/measurements.hpp"
#include "libipvsctl/model/service.hpp"

namespace lvsd {

/// CLOCK_MONOTONIC: a deadline outlives the daemon, and not the boot, as the connections do.
using Clock = std::chrono::steady_clock;

/// A server that leaves a service of the kernel.
struct DrainKey {
  ipvsctl::ServiceKey service;
  ipvsctl::DestinationKey server;

  bool operator==(const DrainKey&) const = default;
  auto operator<=>(const DrainKey&) const = default;
};

/// The deadline of a drain that may take as long as it likes.
inline constexpr Clock::time_point no_deadline = Clock::time_point::max();

struct Drain {
  Clock::time_point deadline;
  bool finished = false;  ///< nothing keeps it any more

  bool operator==(const Drain&) const = default;
};

using Drains = std::map<DrainKey, Drain>;

/// How long a server may take to leave a service; none where it may take as long as it likes.
using DrainTime = std::function<std::optional<std::chrono::seconds>(const DrainKey&)>;

/// What the table has of a server; null where it is not there.
const ipvsctl::DestinationSettings* find_destination(const ipvsctl::IpvsTable& table,
                                                     const DrainKey& key);

/// Whether the server was seen to have no connection, whatever its state; not where it was not
/// looked at.
bool is_empty(const ipvsctl::IpvsMeasurements& measured, const DrainKey& key);

/// The drains that are under way once it is known what is wanted and what is there.
///
/// Servers that are there and not wanted begin to leave, those that are wanted again stay, and
/// those that are gone are forgotten. Without drain time servers go at once, those that are leaving
/// already too. A drain ends no later than one that begins now would, unless it may take as long as
/// it likes now.
Drains begun(const Drains& drains, const ipvsctl::IpvsTable& wanted,
             const ipvsctl::IpvsTable& present, const DrainTime& drain_time, Clock::time_point now);

/// `drains` with those finished that have no connection left or have come to their deadline.
///
/// `measured` must be of a time at which the servers already had weight 0; a server that is not in
/// it is judged by its deadline alone. A connection counts whatever its state: the kernel still
/// needs the server to forward its last packets. That serves UDP too, whose connections are all
/// "inactive".
Drains judged(Drains drains, const ipvsctl::IpvsMeasurements& measured, Clock::time_point now);

/// `wanted` with the servers that are still leaving, at weight 0, and with the services that only
/// those need.
ipvsctl::IpvsTable with_drains(ipvsctl::IpvsTable wanted, const ipvsctl::IpvsTable& present,
                               const Drains& drains);

}  // namespace lvsd
