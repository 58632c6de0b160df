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

  bool operator==(const Environment&) const = default;
};

}  // namespace lvsd
