// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

namespace lvsctl::doctor {

/// A problem keeps something from working; advice is about what may or will.
enum class Severity { problem, advice };

/// One thing that was found, for an administrator.
struct Finding {
  Severity severity = Severity::problem;
  std::string check;   ///< what was looked at: "forwarding", "rp_filter", …
  std::string object;  ///< whom it hurts, in the config's words: "service `web`", "eth0"
  std::string text;    ///< what is so, and what comes of it
  std::string cure;    ///< a command, or what to write into the config; empty where there is none

  bool operator==(const Finding&) const = default;
};

using Findings = std::vector<Finding>;

}  // namespace lvsctl::doctor
