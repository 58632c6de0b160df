// SPDX-License-Identifier: GPL-2.0-or-later
// The commands that need no daemon.
#include <fmt/format.h>
#include <malloc.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "cli/lvsctl/client.hpp"
#include "cli/lvsctl/closed_files.hpp"
#include "cli/lvsctl/commands.hpp"
#include "cli/lvsctl/considered_here.hpp"
#include "cli/lvsctl/foreign_vips.hpp"
#include "cli/lvsctl/print_plan.hpp"
#include "cli/lvsctl/report.hpp"
#include "cli/lvsctl/terminal.hpp"
#include "cli/lvsctl/transient_line.hpp"
#include "libipvsctl/address/announcement_schedule.hpp"
#include "libipvsctl/address/client.hpp"
#include "libipvsctl/kernel/linux_kernel.hpp"
#include "lvsd/config/load.hpp"
#include "lvsd/control/plan_json.hpp"
#include "lvsd/control/problem_json.hpp"
#include "lvsd/files/closed_path.hpp"
#include "lvsd/files/disk_files.hpp"
#include "lvsd/files/host_environment.hpp"
#include "lvsd/reconcile/reconciler.hpp"
#include "lvsd/state/forgiving.hpp"
#include "schemas/schemas.hpp"

namespace lvsctl {
namespace {

using namespace ipvsctl;
using namespace lvsd;
using namespace std::chrono_literals;
using nlohmann::json;

/// The memory of a table of tens of thousands grows in large steps, which the kernel fills with
/// huge pages: by a page each it takes ten times the faults, a tenth of all the time of a check.
void grow_in_large_steps()
{
  constexpr int step = 16 << 20;
  mallopt(M_TOP_PAD, step);
}

LoadResult load(const Options& options)
{
  grow_in_large_steps();
  DiskFiles files;
  return load_config(files, options.config, host_environment());
}

/// The file of a running daemon; empty where it does not say at once.
std::string file_if_told(const Options& options)
{
  if (!is_running(options.socket())) return {};
  try {
    return file_of_daemon(options, 2s);
  } catch (const std::exception&) {
    return {};
  }
}

/// What is right by itself, but cannot be read by whom it is for.
void warn_of_closed_files(LoadResult& loaded, const Options& options)
{
  const std::string& config = options.config;
  if (!is_read_by_daemon(config, {}) && !is_read_by_daemon(config, file_if_told(options))) return;
  for (const ClosedFile& file : closed_to_daemon(loaded.files))
    loaded.problems.push_back({Problem::Severity::warning, file.path, 0, 0, "",
                               "user " + std::string(daemon_user) +
                                   ", as whom lvsd runs, may not read it" +
                                   (file.cure.empty() ? "" : " (" + file.cure + ")")});
}

/// Says nothing where the record of a running lvsd may not be read.
void warn_of_foreign_vips(LoadResult& loaded, const Options& options)
{
  if (!loaded.config || loaded.config->vips.empty()) return;
  try {
    const Record record = RecordFile(options.runtime_directory).load();
    const AddressSet present = address::Client().addresses();
    for (const std::string& note : notes_on_foreign_vips(*loaded.config, present, record))
      loaded.problems.push_back({Problem::Severity::warning, options.config, 0, 0, "", note});
  } catch (const std::exception&) {
  }
}

json problem_members(const LoadResult& loaded)
{
  return {{"errors", problems_json(loaded.problems, Problem::Severity::error)},
          {"warnings", problems_json(loaded.problems, Problem::Severity::warning)}};
}

/// A line on the terminal that tells how far a long plan has come.
class ProgressLine {
public:
  void operator()(std::size_t done, std::size_t steps)
  {
    if (Clock::now() < next_) return;
    line_.draw(fmt::format("{} of {} steps ({} %)", done, steps, done * 100 / steps));
    next_ = Clock::now() + 200ms;
  }

private:
  TransientLine line_;
  Clock::time_point next_ = Clock::now() + 500ms;
};

/// Announces what came up for two seconds, as it was when it was added. Nobody is there to be told
/// what cannot be sent.
void announce(const std::vector<FloatingAddress>& addresses)
{
  address::AnnouncementSchedule schedule;
  const auto start = Clock::now();
  for (const FloatingAddress& one : addresses)
    schedule.start(one, start);
  address::Client client;
  for (auto next = schedule.next(); next && *next <= start + 2s; next = schedule.next()) {
    std::this_thread::sleep_until(*next);
    for (const FloatingAddress& one : schedule.due(Clock::now()))
      try {
        client.announce(one);
      } catch (const std::system_error&) {
      }
  }
}

/// The same behind the back of whoever waits for the command, as all is done and these are repeats.
void announce_behind(const std::vector<FloatingAddress>& addresses)
{
  if (addresses.empty()) return;
  std::fflush(nullptr);
  if (fork() != 0) return;
  setsid();
  for (std::FILE* const stream : {stdin, stdout, stderr})
    if (std::freopen("/dev/null", "r+", stream) == nullptr) std::fclose(stream);
  try {
    announce(addresses);
  } catch (const std::exception&) {  // nobody is there to be told
  }
  _exit(0);
}

json outcome_of(const Turn& turn, const ServiceNames& names, const LoadResult& loaded)
{
  json outcome = problem_members(loaded);
  outcome["steps"] = turn.plan.size();
  outcome["carried_out"] = turn.report.carried_out;
  outcome["refused"] = failures_json(turn.report.failures, names);
  if (const std::string error = shortcomings(turn); !error.empty()) outcome["error"] = error;
  return outcome;
}

struct Applied {
  Turn turn;
  ServiceNames names;
};

/// What operators said, of the servers that they meant; saved, as lvsd does at a reload.
Overrides followed_overrides(const Config& config, const Options& options)
{
  const OverridesFile file(options.state_directory);
  const Overrides before = forgiving_load(file, Forgive::damage, print_loss);
  Overrides overrides = following(config, before);
  if (overrides != before) file.save(overrides);
  return overrides;
}

/// Holds the lock until all is done.
Applied carry_out(const Options& options, const LoadResult& loaded)
{
  make_directory(options.runtime_directory);
  const Descriptor lock = take_lock(options.runtime_directory);
  LinuxKernel kernel;
  ForgivingRecord record(options.runtime_directory, Forgive::damage, print_loss);
  Reconciler reconciler(kernel, record);
  const Overrides overrides = followed_overrides(*loaded.config, options);
  Consideration decision = reconciler.consider_what_settles(
      *loaded.config, overrides, whole_scope(*loaded.config), Clock::now());
  ProgressLine progress;
  Turn turn = reconciler.carry_out(std::move(decision), std::ref(progress));
  return {std::move(turn), names_of(*loaded.config, reconciler.record().marks)};
}

int apply_here(const Options& options, const LoadResult& loaded)
{
  const Applied applied = carry_out(options, loaded);
  announce_behind(came_up(applied.turn));
  return print_outcome(outcome_of(applied.turn, applied.names, loaded), options);
}

/// Whether `its_file` is what the command is about.
bool is_meant(const Options& options, const std::string& its_file)
{
  std::error_code ignored;
  return !options.config_given || std::filesystem::equivalent(options.config, its_file, ignored);
}

int apply_by_daemon(const Options& options)
{
  const std::string its_file = file_of_daemon(options);
  if (!is_meant(options, its_file))
    throw std::runtime_error("lvsd is running and keeps to " + its_file + ": it would undo " +
                             options.config + " at its next look; edit its file, or stop it first");
  return reload(options);
}

/// What would change, with the problems of the config; no steps where it has errors.
json plan_here(const Options& options)
{
  const LoadResult loaded = load(options);
  json document = problem_members(loaded);
  if (!loaded.config) return document;
  const Decision decision = considered_here(*loaded.config, options, print_loss);
  document.update(plan_json(decision.plan, names_of(*loaded.config, decision.record.marks)));
  return document;
}

/// The same from a running daemon, where the command is about its file: it may look at the kernel
/// where the caller may not.
json made_plan(const Options& options)
{
  if (is_running(options.socket()) && is_meant(options, file_of_daemon(options)))
    return document_of(ask(options.socket(), "GET", "/v1/plan", ""));
  return plan_here(options);
}

}  // namespace

int check(const Options& options)
{
  LoadResult loaded = load(options);
  warn_of_closed_files(loaded, options);
  warn_of_foreign_vips(loaded, options);
  if (options.json)
    fmt::print("{}\n", problem_members(loaded).dump(2));
  else
    print_problems(loaded.problems);
  if (!loaded.config) return exit_config;
  if (!options.json)
    fmt::print("{}: {}, {}: no errors\n", options.config,
               counted(loaded.config->services.size(), "service"),
               counted(loaded.config->vips.size(), "address"));
  return 0;
}

int plan(const Options& options)
{
  const json document = made_plan(options);
  if (options.json)
    fmt::print("{}\n", document.dump(2));
  else
    print_problems(document);
  if (!document.contains("steps")) return exit_config;
  const bool empty = document["steps"].empty();
  if (!options.json) fmt::print("{}", plan_text(document, standard_output_is_coloured()));
  if (!options.json && empty && isatty(STDOUT_FILENO) == 1)
    fmt::print("nothing would change: the kernel is as the config says\n");
  return empty ? 0 : exit_changes;
}

int apply(const Options& options)
{
  if (is_running(options.socket())) return apply_by_daemon(options);
  const LoadResult loaded = load(options);
  if (loaded.config) return apply_here(options, loaded);
  return print_outcome(problem_members(loaded), options);
}

int schema(const std::string& name)
{
  const auto found = schemas().find(name.empty() || name == "config" ? "lvsd" : name);
  if (found == schemas().end())
    throw std::runtime_error(
        "there are schemas for config, plan, status, control and doctor, not for `" + name + "`");
  fmt::print("{}", found->second);
  return 0;
}

}  // namespace lvsctl
