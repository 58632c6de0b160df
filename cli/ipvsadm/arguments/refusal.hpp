// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace ipvsadm {

/// Exit statuses of the original.
enum class Status : int {
  success = 0,
  listing_failed = 1,
  bad_argument = 2,  ///< also: no IPVS
  refused = 255,     ///< by the option grammar or by the kernel
};

/// Why a command line is not carried out.
struct Refusal {
  std::string text;  ///< for standard error, without a newline at its end
  Status status = Status::bad_argument;
  /// A restore stops here; otherwise it goes on with its next line.
  bool ends_restore = true;

  bool operator==(const Refusal&) const = default;
};

}  // namespace ipvsadm
