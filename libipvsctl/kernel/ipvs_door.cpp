// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/kernel/ipvs_door.hpp"

#include <cassert>
#include <optional>
#include <set>

#include "libipvsctl/ipvs/batch.hpp"
#include "libipvsctl/kernel/lowering.hpp"
#include "libipvsctl/kernel/reason.hpp"

namespace ipvsctl {
namespace {

using netlink::Answer;

/// Says `step` to the kernel as `batch` takes it.
struct Say {
  ipvs::Batch& batch;
  std::size_t tag;

  void operator()(const SetTimeout& step) const
  {
    // The kernel would take it, and leave the timeout as it is.
    if (step.timeout.count() == 0)
      return batch.refuse(tag, {std::make_error_code(std::errc::invalid_argument), {}});
    const Timeouts timeouts{{step.kind, step.timeout}};
    batch.add(tag, ipvs::SetTimeouts{timeouts});
  }
  void operator()(const AddService& step) const
  {
    batch.add(tag, ipvs::NewService{step.service, step.settings});
  }
  void operator()(const EditService& step) const
  {
    batch.add(tag, ipvs::SetService{step.service, step.to});
  }
  void operator()(const AddDestination& step) const
  {
    batch.add(tag, ipvs::NewDestination{step.service, step.destination, step.settings});
  }
  void operator()(const EditDestination& step) const
  {
    batch.add(tag, ipvs::SetDestination{step.service, step.destination, step.to});
  }
  void operator()(const StopSyncDaemon& step) const { batch.add(tag, ipvs::DelDaemon{step.role}); }
  void operator()(const StartSyncDaemon& step) const
  {
    batch.add(tag, ipvs::NewDaemon{step.role, step.daemon});
  }
  void operator()(const RemoveDestination& step) const
  {
    batch.add(tag, ipvs::DelDestination{step.service, step.destination});
  }
  void operator()(const RemoveService& step) const
  {
    batch.add(tag, ipvs::DelService{step.service});
  }
  void operator()(const auto&) const { assert(!"not a step of IPVS"); }
};

/// Gives the service that `step` added another scheduler.
void say_scheduler(ipvs::Batch& batch, std::size_t tag, const AddService& step, Form form)
{
  ServiceSettings settings = step.settings;
  if (form == Form::hold) settings.scheduler = "none";
  batch.add(tag, ipvs::SetService{step.service, settings});
}

/// Says `step` alone, so that clients wait for nothing else.
void exchange_scheduler(ipvs::Batch& batch, std::size_t tag, const EditService& step,
                        const WhileClientsWait& while_clients_wait)
{
  batch.finish();
  while_clients_wait(step.service, [&] {
    Say{batch, tag}(step);
    batch.finish();
  });
}

/// Makes a report out of the answers to the parts of `steps`.
class Reporter {
public:
  Reporter(std::span<const Step> steps, ApplyReport& report, const Progress& progress)
      : steps_(steps), report_(report), progress_(progress)
  {
  }

  void take(const Part& part, const Answer& answer)
  {
    if (part.form == Form::hold) return;  // without it the filling is slow, and right all the same
    if (part.form == Form::release) return released(part.step, answer);
    step_done(part.step, answer);
  }

private:
  void step_done(std::size_t at, const Answer& answer)
  {
    if (!answer.code) {
      ++report_.carried_out;
    } else {
      if (std::holds_alternative<AddService>(steps_[at])) added_in_vain_.insert(at);
      report_.failures.push_back(
          {steps_[at], answer.code, reason_of(steps_[at], answer.code, answer.text)});
    }
    ++done_;
    if (progress_ && (done_ % 256 == 0 || done_ == steps_.size()))
      progress_(report_.carried_out + report_.failures.size());
  }

  void released(std::size_t at, const Answer& answer)
  {
    if (!answer.code || added_in_vain_.contains(at)) return;
    --report_.carried_out;
    report_.failures.push_back(
        {steps_[at], answer.code,
         "the service is there, but without a scheduler: the kernel refused to give it back: " +
             reason_of(steps_[at], answer.code, answer.text)});
  }

  std::span<const Step> steps_;
  ApplyReport& report_;
  const Progress& progress_;
  std::size_t done_ = 0;
  std::set<std::size_t> added_in_vain_;
};

}  // namespace

void apply_ipvs(ipvs::Client& client, std::span<const Step> steps,
                const WhileClientsWait& while_clients_wait, ApplyReport& report,
                const Progress& progress)
{
  const std::vector<Part> parts = lower(steps);
  Reporter reporter(steps, report, progress);
  ipvs::Batch batch(
      client, [&](std::size_t tag, const Answer& answer) { reporter.take(parts[tag], answer); });
  for (std::size_t tag = 0; tag < parts.size(); ++tag) {
    const auto& [step, form] = parts[tag];
    if (form == Form::as_said)
      std::visit(Say{batch, tag}, steps[step]);
    else if (form == Form::exchange)
      exchange_scheduler(batch, tag, std::get<EditService>(steps[step]), while_clients_wait);
    else
      say_scheduler(batch, tag, std::get<AddService>(steps[step]), form);
  }
  batch.finish();
}

void observe_ipvs(ipvs::Client& client, KernelState& state, IpvsMeasurements* measurements)
{
  const auto detail =
      measurements == nullptr ? ipvs::Detail::settings : ipvs::Detail::settings_and_measurements;
  client.each_service(detail, [&](ipvs::ListedService&& listed) {
    state.ipvs.try_emplace(listed.key, Service{std::move(listed.settings), {}});
    if (measurements != nullptr) (*measurements)[listed.key].counters = listed.counters;
  });
  for (auto& [key, service] : state.ipvs) {
    ServiceMeasurements* const measured = measurements == nullptr ? nullptr : &(*measurements)[key];
    client.each_destination(key, detail, [&](ipvs::ListedDestination&& listed) {
      // A service that was filled in one go is listed in order: the next one belongs at the end.
      service.destinations.try_emplace(service.destinations.end(), listed.key, listed.settings);
      if (measured != nullptr)
        measured->destinations.try_emplace(measured->destinations.end(), listed.key,
                                           listed.measurements);
    });
  }
  state.timeouts = client.timeouts();
  state.sync_daemons = client.sync_daemons();
}

}  // namespace ipvsctl
