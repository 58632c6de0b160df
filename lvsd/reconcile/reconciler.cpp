// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/reconcile/reconciler.hpp"

#include <algorithm>

#include "lvsd/desired/wanted.hpp"

namespace lvsd {

using namespace ipvsctl;

Reconciler::Reconciler(Kernel& kernel, RecordKeeper& keeper)
    : kernel_(kernel), keeper_(keeper), record_(keeper.load())
{
}

Decision Reconciler::consider(const Config& config, const Overrides& overrides, const Scope& scope,
                              Clock::time_point now)
{
  const bool drains = scope.ipvs && !record_.drains.empty();
  IpvsMeasurements measurements;
  KernelState observed =
      drains ? kernel_.observe_and_measure(scope, measurements) : kernel_.observe(scope);
  return decide({config, overrides, record_, scope, std::move(observed), measurements, now});
}

Turn Reconciler::turn(const Config& config, const Overrides& overrides, const Scope& scope,
                      Clock::time_point now, const Progress& progress)
{
  return carry_out(consider(config, overrides, scope, now), progress);
}

Turn Reconciler::release(Clock::time_point now, const Progress& progress)
{
  const Config nothing;
  const Scope scope = whole_scope(nothing);
  return carry_out(decide_release({nothing, {}, record_, scope, kernel_.observe(scope), {}, now}),
                   progress);
}

Turn Reconciler::carry_out(Decision decision, const Progress& progress)
{
  Turn turn;
  turn.plan = std::move(decision.plan);
  turn.foreign = std::move(decision.foreign);
  turn.drains_moved = decision.record.drains != record_.drains;
  remember(std::move(decision.record));
  if (!turn.plan.empty()) turn.report = kernel_.apply(turn.plan, progress);
  return turn;
}

void Reconciler::remember(Record record)
{
  if (record == record_) return;
  keeper_.save(record);
  record_ = std::move(record);
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
