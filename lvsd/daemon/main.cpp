// SPDX-License-Identifier: GPL-2.0-or-later
#include <spdlog/spdlog.h>
#include <sysexits.h>

#include <system_error>

#include "libipvsctl/address/watcher.hpp"
#include "libipvsctl/kernel/linux_kernel.hpp"
#include "libipvsctl/nft/watcher.hpp"
#include "lvsd/config/load.hpp"
#include "lvsd/daemon/announcer.hpp"
#include "lvsd/daemon/daemon.hpp"
#include "lvsd/daemon/held_signals.hpp"
#include "lvsd/daemon/log.hpp"
#include "lvsd/daemon/loop.hpp"
#include "lvsd/daemon/notify.hpp"
#include "lvsd/daemon/options.hpp"
#include "lvsd/files/disk_files.hpp"
#include "lvsd/files/host_environment.hpp"
#include "lvsd/net/unix_socket.hpp"
#include "lvsd/state/forgiving.hpp"
#include "lvsd/version.hpp"

namespace lvsd {
namespace {

LoadedConfig load(const Options& options, KnownServices& known)
{
  DiskFiles files;
  LoadResult result = load_config(files, options.config, host_environment(), &known);
  return {std::move(result.config), std::move(result.problems)};
}

int check(const LoadedConfig& loaded, const Options& options)
{
  for (const Problem& problem : loaded.problems)
    fmt::print(stderr, "{}\n", to_string(problem));
  if (!loaded.config) return EX_CONFIG;
  fmt::print("{}: no errors\n", options.config);
  return EX_OK;
}

void log_problems(const LoadedConfig& loaded)
{
  for (const Problem& problem : loaded.problems)
    spdlog::log(
        problem.severity == Problem::Severity::error ? spdlog::level::err : spdlog::level::warn,
        "{}", to_string(problem));
}

/// What became of addresses and interfaces: our addresses on those that came up are announced anew,
/// as whoever is at the other end now may never have heard of them. Returns whether it is worth a
/// look.
bool heard(ipvsctl::address::Watcher& watcher, const Config& config, Announcer& announcer)
{
  const auto events = watcher.drain();
  for (const std::string& interface : events.to_announce)
    for (const Vip& vip : config.vips)
      if (vip.address.interface == interface) announcer.start(vip.address, Clock::now());
  return events.changed || !events.to_announce.empty();
}

void serve(const Options& options, LoadedConfig loaded, KnownServices& known)
{
  HeldSignals held_signals;
  make_directory(options.runtime_directory);
  make_directory(options.state_directory);
  const Descriptor held = take_lock(options.runtime_directory);
  ipvsctl::LinuxKernel kernel;
  ipvsctl::address::Watcher addresses;
  ipvsctl::nft::Watcher packet_rules;
  ForgivingRecord record(options.runtime_directory, Forgive::everything, log_loss);
  const OverridesFile overrides(options.state_directory);
  Announcer announcer;
  Daemon daemon(
      kernel, record, overrides, options, std::move(*loaded.config),
      [&options, &known] { return load(options, known); },
      [&announcer](const auto& address) { announcer.start(address, Clock::now()); },
      {notify::alive, notify::status});
  ControlServer server(
      listen_at(options.runtime_directory + "/control.sock"),
      [&daemon](const auto& request, const auto& peer) { return daemon.handle(request, peer); },
      [&daemon](const auto& peer) { return daemon.is_stranger(peer); });
  spdlog::info("lvsd {} starts with {}", version, options.config);
  daemon.look(Reason::start);
  notify::ready();
  Loop loop(daemon, server, [&announcer](Clock::time_point now) { return announcer.announce(now); },
            {{addresses.descriptor(), [&] { return heard(addresses, daemon.config(), announcer); }},
             {packet_rules.descriptor(), [&] { return packet_rules.drain(); }}});
  held_signals.release();
  loop.run();
}

int run(const Options& options)
{
  KnownServices known;
  LoadedConfig loaded = load(options, known);
  if (options.check) return check(loaded, options);
  log_problems(loaded);
  if (!loaded.config) {
    spdlog::error("{} has errors: not started", options.config);
    return EX_CONFIG;
  }
  try {
    serve(options, std::move(loaded), known);
  } catch (const ipvsctl::ipvs::Missing& error) {
    spdlog::critical("{}", error.what());
    return EX_UNAVAILABLE;
  } catch (const std::system_error& error) {
    spdlog::critical("{}", error.what());
    const bool forbidden = error.code() == std::errc::operation_not_permitted ||
                           error.code() == std::errc::permission_denied;
    return forbidden ? EX_NOPERM : EX_OSERR;
  }
  return EX_OK;
}

}  // namespace
}  // namespace lvsd

int main(int argc, char** argv)
{
  lvsd::Options options;
  if (const auto status = lvsd::parse_options(argc, argv, options)) return *status;
  lvsd::start_logging();
  try {
    return lvsd::run(options);
  } catch (const std::exception& error) {
    spdlog::critical("{}", error.what());
    return EX_SOFTWARE;
  }
}
