// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <set>
#include <string>

#include "libipvsctl/model/ip_address.hpp"

namespace lvsd {

/// What a config is judged by beside itself.
struct Environment {
  /// Schedulers of this kernel beyond those that Linux has.
  std::set<std::string> more_schedulers;
  /// The interfaces that there are now; absent where that is not known, and then nothing is said of
  /// them.
  std::optional<std::set<std::string>> interfaces;

  /// Families whose packets this host does not forward now.
  std::set<ipvsctl::Family> not_forwarded;

  /// Interfaces by which the kernel has an IPv6 default route that was advertised to it, and which
  /// it gives up when it begins to forward (accept_ra of 1; kernel's ip-sysctl).
  std::set<std::string> advertised_routes = {};

  /// Addresses of this host. What IPVS sends to one of them is not forwarded.
  std::set<ipvsctl::IpAddress> own_addresses = {};

  bool operator==(const Environment&) const = default;
};

}  // namespace lvsd
