// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "libipvsctl/kernel/kernel.hpp"
#include "lvsd/config/config.hpp"
#include "lvsd/desired/decide.hpp"
#include "lvsd/desired/overrides.hpp"
#include "lvsd/reconcile/record_keeper.hpp"

namespace lvsd {

/// What one turn saw and did.
struct Turn {
  ipvsctl::Plan plan;
  ipvsctl::ApplyReport report;
  /// Whether servers began or finished leaving, or lost the last connections of before a move to
  /// or from direct routing, which explains steps that no drift does.
  bool drains_moved = false;
  std::vector<ipvsctl::ServiceKey> foreign;  ///< services that are neither wanted nor ours
  ipvsctl::AddressSet foreign_addresses;     ///< what others made that does for a VIP, and stays
  std::string unseen;   ///< why packet rules could not be looked at; empty where they were
  std::string unsaved;  ///< why the record could not be written down; empty where it was
};

/// What a turn is to do, and what of it cannot even be tried.
struct Consideration : Decision {
  std::vector<ipvsctl::Failure> failures;
  std::string unseen;  ///< as of the turn
};

/// What keeps the turn from being whole; empty where nothing does.
std::string shortcomings(const Turn& turn);

/// The addresses that the turn brought up, which want announcing.
std::vector<ipvsctl::FloatingAddress> came_up(const Turn& turn);

/// Called now and then with how many steps of a turn are done, and how many it has.
using TurnProgress = std::function<void(std::size_t done, std::size_t steps)>;

/// Brings the kernel to what is wanted, a turn at a time: observe, decide, write down, apply.
///
/// Nothing of the kernel is remembered between turns, so a step that failed is planned anew, and so
/// is what somebody else changed. What is remembered is the record of what is ours, and it is
/// written down before anything is done: whoever comes after a crash knows what was made. Where it
/// cannot be written, a full disk must not keep a VIP from being put back: the turn says so, and is
/// taken.
class Reconciler {
public:
  /// Takes up the record of the last run. Both must outlive the reconciler.
  ///
  /// Throws what RecordKeeper::load throws.
  Reconciler(ipvsctl::Kernel& kernel, RecordKeeper& keeper);

  /// What a turn would do, without doing it.
  ///
  /// Throws std::system_error where the kernel cannot be asked, but for the routes to servers.
  Consideration consider(const Config& config, const Overrides& overrides,
                         const ipvsctl::Scope& scope, Clock::time_point now);

  /// The same, without packet rules where others go on changing them: these must not keep all else
  /// from being put right.
  Consideration consider_what_settles(const Config& config, const Overrides& overrides,
                                      const ipvsctl::Scope& scope, Clock::time_point now);

  /// Does what was considered, with what was seen then.
  Turn carry_out(Consideration decision, const TurnProgress& progress);

  /// Considers what settles and carries it out.
  Turn turn(const Config& config, const Overrides& overrides, const ipvsctl::Scope& scope,
            Clock::time_point now, const TurnProgress& progress);

  /// Takes away all that is ours; of packet rules as turn() does.
  Turn release(Clock::time_point now, const TurnProgress& progress);

  const Record& record() const { return record_; }

private:
  Consideration with_missing_routes(Decision decision);
  void remember(Record record);
  std::string save();

  ipvsctl::Kernel& kernel_;
  RecordKeeper& keeper_;
  Record record_;
  bool is_saved_ = true;  ///< whether the keeper has record_
  /// A director with many routes of others is spared the search where there are none of ours.
  bool routes_may_stand_ = true;
};

/// The scope of a turn that looks at everything the config has a word on.
ipvsctl::Scope whole_scope(const Config& config);

}  // namespace lvsd
