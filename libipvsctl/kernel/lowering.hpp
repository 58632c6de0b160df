// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <span>
#include <vector>

#include "libipvsctl/plan/step.hpp"

namespace ipvsctl {

/// What one request does for its step.
enum class Form : std::uint8_t {
  as_said,   ///< what the step says
  exchange,  ///< what the step says, alone, and while new clients of the service wait
  hold,      ///< gives the service that the step added the scheduler "none"
  release,   ///< gives it its own scheduler back
};

/// One request to IPVS, and the step (by its place) that it is for.
struct Part {
  std::size_t step = 0;
  Form form = Form::as_said;

  bool operator==(const Part&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Part& part);

/// The requests for `steps`, in their order.
///
/// A scheduler that works over all its servers on each new one makes filling a big new service
/// quadratic. So such a service is added with its own scheduler (a scheduler that the kernel has
/// not is refused while nothing is made), held without one while its servers come, and released;
/// nobody's packet is led to it yet. Whatever fails of this leaves a service whose scheduler
/// differs from the step's, which is seen and edited on the next turn.
///
/// A service that runs and gets another scheduler has none for an instant, in which the kernel
/// answers new clients that the port is unreachable. So they have to wait.
std::vector<Part> lower(std::span<const Step> steps);

/// With how many servers the kernel still gives a service this scheduler: mh refuses more than its
/// table has places, though a service that has it takes them.
std::size_t most_held(const std::string& scheduler);

/// From how many new servers on a new service with this scheduler is worth holding.
std::size_t worth_holding(const std::string& scheduler);

}  // namespace ipvsctl
