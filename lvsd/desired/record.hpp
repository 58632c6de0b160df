// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "libipvsctl/model/kernel_state.hpp"
#include "lvsd/desired/allot_marks.hpp"
#include "lvsd/desired/drains.hpp"
#include "lvsd/desired/mixed.hpp"

namespace lvsd {

/// What is known of a service that lvsd made, for the time when the config no longer has it.
struct OwnedService {
  std::string name;  ///< the config's, under which it may go on with another key
  std::chrono::seconds drain{0};
  std::vector<ipvsctl::IpAddress> addresses;  ///< what its clients connect to

  bool operator==(const OwnedService&) const = default;
};

/// What the kernel cannot tell: which of its objects are ours. Kept as long as the kernel runs, so
/// that a daemon that was killed and started again knows what it may remove.
struct Record {
  std::map<ipvsctl::ServiceKey, OwnedService> services;
  ipvsctl::AddressSet addresses;
  Marks marks;
  Drains drains;
  Mixed mixed;
  bool sync_daemons = false;  ///< whether the kernel's sync daemons are ours

  bool operator==(const Record&) const = default;
};

}  // namespace lvsd
