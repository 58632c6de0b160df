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

/// Whether somebody asked for the turn, so that what it does is no surprise.
bool is_asked_for(Reason reason);

/// What the log is to say of a turn.
struct TurnLines {
  std::vector<std::string> notices;
  std::vector<std::string> warnings;
};

/// Tells each turn once: what drifted, what was changed, what the kernel refuses from when on and
/// until when, and which VIPs are others'.
class TurnLog {
public:
  /// Whether the steps of the turn repair what somebody else did: nothing that was asked for
  /// explains them.
  bool is_drift(const Turn& turn, Reason reason, const ServiceNames& names) const;

  /// The lines for the turn; remembers what was refused, so that it is not told again. A turn for
  /// an event has looked at addresses and packet rules alone: what was refused of the rest stands.
  TurnLines lines(const Turn& turn, Reason reason, const ServiceNames& names);

  /// What the kernel refuses at present.
  const std::vector<ipvsctl::Failure>& refused() const { return refused_; }

private:
  void append_foreign(std::vector<std::string>& lines, const ipvsctl::AddressSet& foreign);

  std::vector<ipvsctl::Failure> refused_;
  ipvsctl::AddressSet foreign_addresses_;  ///< of the last turn
};

}  // namespace lvsd
