// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/reconcile/reconciler.hpp"

#include <algorithm>

#include "lvsd/desired/wanted.hpp"
#include "lvsd/reconcile/ownership.hpp"

namespace lvsd {

using namespace ipvsctl;

Reconciler::Reconciler(Kernel& kernel, RecordKeeper& keeper)
    : kernel_(kernel), keeper_(keeper), record_(keeper.load())
{
}

namespace {

/// The failures that it means for `hosts` that nobody can say how they are reached.
std::vector<Failure> unknown_routes(const std::set<IpAddress>& hosts,
                                    const std::system_error& error)
{
  std::vector<Failure> failures;
  for (const IpAddress& host : hosts)
    failures.push_back({AddRoute{{host, ""}}, error.code(), error.what()});
  return failures;
}

/// What `look` makes of `scope`, without packet rules that somebody goes on changing.
template <class Look>
Consideration without_unsettled_rules(Scope scope, Look look)
{
  std::string unseen;
  try {
    return look(scope);
  } catch (const std::system_error& error) {
    if (error.code() != std::errc::interrupted || !scope.packet_rules) throw;
    unseen = error.what();
  }
  scope.packet_rules = false;
  Consideration considered = look(scope);
  considered.unseen = std::move(unseen);
  return considered;
}

}  // namespace

Consideration Reconciler::consider(const Config& config, const Overrides& overrides,
                                   const Scope& scope, Clock::time_point now)
{
  const bool counts = scope.ipvs && !(record_.drains.empty() && record_.mixed.empty());
  Scope seen = scope;
  seen.routes = scope.routes && routes_may_stand_;
  IpvsMeasurements measurements;
  KernelState observed =
      counts ? kernel_.observe_and_measure(seen, measurements) : kernel_.observe(seen);
  Consideration considered = with_missing_routes(
      decide({config, overrides, record_, scope, std::move(observed), measurements, now}));
  if (scope.routes)
    routes_may_stand_ = !considered.present.routes.empty() || !considered.desired.routes.empty();
  return considered;
}

Consideration Reconciler::with_missing_routes(Decision decision)
{
  if (decision.unrouted.empty()) return {std::move(decision), {}, {}};
  std::vector<Failure> failures;
  try {
    HostRoutes routes = kernel_.routes_of_neighbours(decision.unrouted);
    routes.insert(decision.desired.routes.begin(), decision.desired.routes.end());
    decision = with_routes(std::move(decision), std::move(routes));
  } catch (const std::system_error& error) {
    // The server moves all the same; what it may lose is said.
    failures = unknown_routes(decision.unrouted, error);
  }
  return {std::move(decision), std::move(failures), {}};
}

Consideration Reconciler::consider_what_settles(const Config& config, const Overrides& overrides,
                                                const Scope& scope, Clock::time_point now)
{
  return without_unsettled_rules(
      scope, [&](const Scope& seen) { return consider(config, overrides, seen, now); });
}

Turn Reconciler::turn(const Config& config, const Overrides& overrides, const Scope& scope,
                      Clock::time_point now, const TurnProgress& progress)
{
  return carry_out(consider_what_settles(config, overrides, scope, now), progress);
}

Turn Reconciler::release(Clock::time_point now, const TurnProgress& progress)
{
  const Config nothing;
  const auto consider_release = [&](const Scope& seen) {
    return Consideration{
        decide_release({nothing, {}, record_, seen, kernel_.observe(seen), {}, now}), {}, {}};
  };
  return carry_out(without_unsettled_rules(whole_scope(nothing), consider_release), progress);
}

Turn Reconciler::carry_out(Consideration decision, const TurnProgress& progress)
{
  Turn turn;
  turn.plan = std::move(decision.plan);
  turn.foreign = std::move(decision.foreign);
  turn.foreign_addresses = std::move(decision.foreign_addresses);
  turn.drains_moved =
      decision.record.drains != record_.drains || decision.record.mixed != record_.mixed;
  remember(std::move(decision.record));
  save();
  const auto done = [&](std::size_t steps) {
    if (progress) progress(steps, turn.plan.size());
  };
  if (!turn.plan.empty()) turn.report = kernel_.apply(turn.plan, done);
  if (note_done(record_, turn.plan, turn.report.failures)) is_saved_ = false;
  turn.unsaved = save();
  turn.unseen = std::move(decision.unseen);
  turn.report.failures.insert(turn.report.failures.end(), decision.failures.begin(),
                              decision.failures.end());
  return turn;
}

void Reconciler::remember(Record record)
{
  if (record == record_) return;
  record_ = std::move(record);
  is_saved_ = false;
}

/// Writes the record down where it is not yet. Returns why it could not be.
std::string Reconciler::save()
{
  if (is_saved_) return {};
  try {
    keeper_.save(record_);
    is_saved_ = true;
    return {};
  } catch (const std::system_error& error) {
    return std::string(
               "the record of what lvsd made could not be saved, and its next start needs it: ") +
           error.what();
  }
}

std::string shortcomings(const Turn& turn)
{
  const bool both = !turn.unseen.empty() && !turn.unsaved.empty();
  return turn.unseen + (both ? "; " : "") + turn.unsaved;
}

std::vector<FloatingAddress> came_up(const Turn& turn)
{
  const auto refused = [&](const Step& step) {
    return std::ranges::any_of(turn.report.failures,
                               [&](const Failure& failure) { return failure.step == step; });
  };
  std::vector<FloatingAddress> addresses;
  for (const Step& step : turn.plan) {
    const auto* const added = std::get_if<AddAddress>(&step);
    const auto* const replaced = std::get_if<ReplaceAddress>(&step);
    if ((added != nullptr || replaced != nullptr) && !refused(step))
      addresses.push_back(added != nullptr ? added->address : replaced->to);
  }
  return addresses;
}

Scope whole_scope(const Config& config)
{
  Scope scope;
  scope.sysctls = wanted_sysctls(config);
  return scope;
}

}  // namespace lvsd
