// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <system_error>
#include <vector>

#include "libipvsctl/plan/step.hpp"

namespace ipvsctl {

/// A step that the kernel refused.
struct Failure {
  Step step;
  std::error_code code;
  std::string reason;  ///< the kernel's own words where it gave any, and the cure where we know one
};

/// What came of a plan. A step that failed keeps none of the others from being tried.
struct ApplyReport {
  std::size_t carried_out = 0;
  std::vector<Failure> failures;
};

/// Those of `failures` that say it all: a server that was refused because its new service was is
/// left out.
std::vector<Failure> causes(const std::vector<Failure>& failures);

}  // namespace ipvsctl
