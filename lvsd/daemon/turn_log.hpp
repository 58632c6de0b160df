// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <set>
#include <string>
#include <vector>

#include "lvsd/desired/names.hpp"
#include "lvsd/reconcile/reconciler.hpp"

namespace lvsd {

/// Why the daemon took a turn.
enum class Reason { start, reload, request, timer, event, stop };

/// "start", "reload" and so on.
std::string to_string(Reason reason);

/// What the log is to say of a turn.
struct TurnLines {
  std::vector<std::string> notices;
  std::vector<std::string> warnings;
};

/// Tells each turn once: what drifted, what was changed, and what the kernel refuses from when on
/// and until when.
class TurnLog {
public:
  /// Whether the steps of the turn repair what somebody else did: nothing that was asked for
  /// explains them.
  bool is_drift(const Turn& turn, Reason reason, const ServiceNames& names) const;

  /// The lines for the turn; remembers what was refused, so that it is not told again.
  TurnLines lines(const Turn& turn, Reason reason, const ServiceNames& names);

private:
  std::set<std::string> refused_;        ///< with their reasons
  std::set<std::string> refused_steps_;  ///< without
};

}  // namespace lvsd
