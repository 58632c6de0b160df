// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <set>
#include <span>

#include "libipvsctl/kernel/kernel.hpp"
#include "libipvsctl/netlink/errors.hpp"

namespace ipvsctl {

/// Makes a report out of the kernel's answers to steps, which are named by their index.
class IpvsReporter {
public:
  /// All must outlive the reporter.
  IpvsReporter(std::span<const Step> steps, ApplyReport& report, const Progress& progress)
      : steps_(steps), report_(report), progress_(progress)
  {
  }

  void done(std::size_t at, const netlink::Answer& answer);

  /// The service that the step added may be left without its scheduler.
  void not_released(std::size_t at, const netlink::Answer& answer);

  bool was_refused(std::size_t at) const { return refused_.contains(at); }

private:
  void fail(std::size_t at, const netlink::Answer& answer, const std::string& more = {});

  std::span<const Step> steps_;
  ApplyReport& report_;
  const Progress& progress_;
  std::size_t done_ = 0;
  std::set<std::size_t> refused_;
};

}  // namespace ipvsctl
