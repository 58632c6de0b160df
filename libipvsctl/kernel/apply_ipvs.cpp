// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/kernel/ipvs_door.hpp"

#include <cassert>

#include "libipvsctl/ipvs/batch.hpp"
#include "libipvsctl/kernel/ipvs_reporter.hpp"
#include "libipvsctl/kernel/lowering.hpp"

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
  void operator()(const auto&) const { assert(false && "not a step of IPVS"); }
};

/// The kernel takes a scheduler away before it tries the next one, and leaves a service whose next
/// one is refused without any.
void give_back(ipvs::Client& client, const EditService& step)
{
  ipvs::Batch batch(client, [](std::size_t, const Answer&) {});
  batch.add(0, ipvs::SetService{step.service, step.from});
  batch.finish();
}

/// Carries out steps, each by its parts.
class Work {
public:
  Work(ipvs::Client& client, std::span<const Step> steps,
       const WhileClientsWait& while_clients_wait, IpvsReporter& reporter)
      : client_(client),
        steps_(steps),
        while_clients_wait_(while_clients_wait),
        reporter_(reporter),
        parts_(lower(steps)),
        batch_(client, [this](std::size_t tag, const Answer& answer) { take(tag, answer); })
  {
  }

  void carry_out()
  {
    for (std::size_t tag = 0; tag < parts_.size(); ++tag)
      say(tag);
    batch_.finish();
    release_again();
  }

private:
  void say(std::size_t tag)
  {
    const auto& [step, form] = parts_[tag];
    switch (form) {
      case Form::as_said:
        return std::visit(Say{batch_, tag}, steps_[step]);
      case Form::exchange:
        return exchange_scheduler(tag, std::get<EditService>(steps_[step]));
      case Form::hold:
        batch_.finish();  // to know whether the service is ours: another's is not to be held
        [[fallthrough]];
      case Form::release:
        if (!reporter_.was_refused(step)) give_scheduler(batch_, tag);
    }
  }

  /// Says `step` alone, so that clients wait for nothing else: not for a module to be loaded
  /// either.
  void exchange_scheduler(std::size_t tag, const EditService& step)
  {
    batch_.finish();
    client_.load_scheduler(step.to.scheduler);
    while_clients_wait_(step.service, [&] {
      Say{batch_, tag}(step);
      batch_.finish();
      if (reporter_.was_refused(parts_[tag].step)) give_back(client_, step);
    });
  }

  void give_scheduler(ipvs::Batch& batch, std::size_t tag) const
  {
    const auto& [step, form] = parts_[tag];
    const auto& added = std::get<AddService>(steps_[step]);
    ServiceSettings settings = added.settings;
    if (form == Form::hold) settings.scheduler = "none";
    batch.add(tag, ipvs::SetService{added.service, settings});
  }

  void take(std::size_t tag, const Answer& answer)
  {
    const auto& [step, form] = parts_[tag];
    if (form == Form::release && answer.code) not_released_.push_back(tag);
    // Without being held a service is filled slowly, and is right all the same.
    if (form == Form::as_said || form == Form::exchange) reporter_.done(step, answer);
  }

  /// Without its scheduler a service takes no client.
  void release_again()
  {
    ipvs::Batch batch(client_, [this](std::size_t tag, const Answer& answer) {
      if (answer.code) reporter_.not_released(parts_[tag].step, answer);
    });
    for (const std::size_t tag : not_released_)
      give_scheduler(batch, tag);
    batch.finish();
  }

  ipvs::Client& client_;
  std::span<const Step> steps_;
  const WhileClientsWait& while_clients_wait_;
  IpvsReporter& reporter_;
  std::vector<Part> parts_;
  ipvs::Batch batch_;
  std::vector<std::size_t> not_released_;
};

}  // namespace

void apply_ipvs(ipvs::Client& client, std::span<const Step> steps,
                const WhileClientsWait& while_clients_wait, ApplyReport& report,
                const Progress& progress)
{
  IpvsReporter reporter(steps, report, progress);
  Work(client, steps, while_clients_wait, reporter).carry_out();
}

}  // namespace ipvsctl
