// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/daemon/daemon.hpp"

#include <malloc.h>
#include <spdlog/spdlog.h>
#include <time.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "lvsd/daemon/log.hpp"
#include "lvsd/daemon/notify.hpp"
#include "lvsd/net/unix_socket.hpp"
#include "lvsd/state/forgiving.hpp"

namespace lvsd {
namespace {

using namespace ipvsctl;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

/// CPU time that this process has taken, the kernel's work for it included.
milliseconds cpu_time()
{
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return std::chrono::duration_cast<milliseconds>(std::chrono::seconds(time.tv_sec) +
                                                  std::chrono::nanoseconds(time.tv_nsec));
}

/// Gives back what a large change has left free. What every look needs stays: to be given memory
/// anew takes the kernel longer than a look at a thousand servers.
void give_back_memory()
{
  constexpr std::size_t look = 16U << 20U;
  const auto memory = mallinfo2();
  if (memory.fordblks > std::max<std::size_t>(look, memory.uordblks)) malloc_trim(0);
}

std::string services_of(const Config& config)
{
  const std::size_t count = config.services.size();
  return fmt::format("{} {}", count, count == 1 ? "service" : "services");
}

void log_problems(const Problems& problems)
{
  for (const Problem& problem : problems)
    spdlog::log(
        problem.severity == Problem::Severity::error ? spdlog::level::err : spdlog::level::warn,
        "{}", to_string(problem));
}

}  // namespace

Daemon::Daemon(Kernel& kernel, RecordKeeper& keeper, const OverridesFile& overrides,
               const Options& options, Config config, Load load, Announce announce, Telling tell)
    : kernel_(kernel),
      overrides_file_(overrides),
      options_(options),
      config_file_(std::filesystem::absolute(options.config)),
      access_(access_rules()),
      config_(std::move(config)),
      load_(std::move(load)),
      announce_(std::move(announce)),
      tell_(std::move(tell)),
      overrides_(forgiving_load(overrides, Forgive::everything, log_loss)),
      reconciler_(kernel, keeper)
{
  last_reload_.at = started_;
  follow_servers();
}

/// Brings what operators said to the servers that they meant, in a config that is new.
void Daemon::follow_servers()
{
  const Overrides before = std::exchange(overrides_, following(config_, overrides_));
  if (overrides_ == before) return;
  try {
    overrides_file_.save(overrides_);
  } catch (const std::exception& error) {
    spdlog::error(
        "drains and weights of lvsctl could not be saved, and a restart would forget them: {}",
        error.what());
  }
}

void Daemon::look(Reason reason)
{
  take_turn(reason, whole_scope(config_));
}

void Daemon::look_at_what_notifies()
{
  Scope scope;
  scope.ipvs = false;
  take_turn(Reason::event, scope);
}

/// Tells that we are alive and, in a turn that takes long, how far it is.
TurnProgress Daemon::telling(Reason reason) const
{
  return
      [this, reason, pace = StatusPace(Clock::now())](std::size_t done, std::size_t steps) mutable {
        tell_.alive();
        if (pace.is_due(Clock::now()))
          tell_.status(fmt::format("{}: {} of {} steps done", to_string(reason), done, steps));
      };
}

void Daemon::take_turn(Reason reason, const Scope& scope)
{
  const auto began = Clock::now();
  const auto cpu_before = cpu_time();
  ++turns_;
  last_turn_ = {};
  last_turn_.reason = reason;
  last_turn_.at = std::chrono::system_clock::now();
  try {
    const Turn turn = reconciler_.turn(config_, overrides_, scope, began, telling(reason));
    settle(turn, reason);
    if (scope.ipvs && turn.plan.empty()) note_cost(cpu_time() - cpu_before);
  } catch (const std::exception& error) {
    note_failure(error.what());
  }
  last_turn_.took = std::chrono::duration_cast<milliseconds>(Clock::now() - began);
}

void Daemon::settle(const Turn& turn, Reason reason)
{
  const ServiceNames service_names = names();
  last_turn_.steps = turn.plan.size();
  last_turn_.carried_out = turn.report.carried_out;
  last_turn_.failures = turn.report.failures;
  foreign_ = turn.foreign.size();
  note_shortcomings(turn);
  const bool drift = turn_log_.is_drift(turn, reason, service_names);
  const TurnLines lines = turn_log_.lines(turn, reason, service_names);
  for (const std::string& line : lines.notices)
    spdlog::info("{}", line);
  for (const std::string& line : lines.warnings)
    spdlog::warn("{}", line);
  if (drift) {
    ++drifts_;
    last_drift_ = lines.warnings;
  }
  if (reason == Reason::event) event_pace_.looked(!turn.plan.empty(), Clock::now());
  looks_again_ = turn.report.carried_out != 0 && is_asked_for(reason);
  for (const FloatingAddress& address : came_up(turn))
    announce_(address);
  give_back_memory();
  tell_.status(fmt::format("{}, {} refused, {} foreign", services_of(config_),
                           turn_log_.refused().size(), foreign_));
}

/// What keeps a turn from being whole is told once, and the next one comes soon.
void Daemon::note_shortcomings(const Turn& turn)
{
  std::string& error = last_turn_.error;
  error = shortcomings(turn);
  if (!error.empty() && error != shortcomings_) spdlog::error("{}", error);
  shortcomings_ = error;
}

void Daemon::note_failure(const std::string& error)
{
  spdlog::error("the kernel could not be looked after, trying again: {}", error);
  last_turn_.error = error;
  tell_.status("cannot look after the kernel: " + error);
}

void Daemon::note_cost(milliseconds cost)
{
  const auto before = look_pace_.interval(config_.director.observe_every);
  look_pace_.took(cost);
  const auto after = look_pace_.interval(config_.director.observe_every);
  using seconds = std::chrono::duration<double>;
  const bool matters = after > config_.director.observe_every && after > before * 3 / 2;
  if (matters)
    spdlog::warn(
        "looking at the kernel takes {} ms of CPU: done every {:.1f} s instead of every {:.1f} s, "
        "for no more than a fiftieth of the CPU",
        look_pace_.cost().count(), seconds(after).count(),
        seconds(config_.director.observe_every).count());
}

ServiceNames Daemon::names() const
{
  return names_of(config_, reconciler_.record().marks);
}

void Daemon::stop(Clock::time_point now)
{
  if (now < successor_until_) {
    spdlog::info("stopping; services and addresses stay as they are (SIGUSR2)");
    return;
  }
  if (config_.director.on_stop == OnStop::keep) {
    spdlog::info("stopping; services and addresses stay as they are (on_stop: keep)");
    return;
  }
  spdlog::info("stopping; taking away services and addresses (on_stop: release)");
  // There is no later turn to take away what this one could not look at.
  constexpr int attempts = 3;
  for (int i = 0; i < attempts && (i == 0 || !last_turn_.error.empty()); ++i)
    release();
}

void Daemon::release()
{
  last_turn_ = {};
  try {
    settle(reconciler_.release(Clock::now(), telling(Reason::stop)), Reason::stop);
  } catch (const std::exception& error) {
    note_failure(error.what());
  }
}

milliseconds Daemon::until_next_look() const
{
  const milliseconds regular = look_pace_.interval(config_.director.observe_every);
  if (!last_turn_.error.empty()) return std::min<milliseconds>(regular, 2s);
  const bool soon = looks_again_ || !reconciler_.record().drains.empty();
  return soon ? std::min(regular, std::max<milliseconds>(1s, look_pace_.cost() * 5)) : regular;
}

HttpResponse Daemon::reload()
{
  notify::reloading();
  LoadedConfig loaded = load_();
  last_reload_ = {std::chrono::system_clock::now(), loaded.problems};
  log_problems(loaded.problems);
  if (loaded.config) {
    config_ = std::move(*loaded.config);
    follow_servers();
    spdlog::info("{} read: {}", options_.config, services_of(config_));
    look(Reason::reload);
  } else {
    spdlog::error("{} has errors: nothing is changed, the config of before stays in force",
                  options_.config);
  }
  give_back_memory();
  notify::ready();
  return reload_reply();
}

}  // namespace lvsd
