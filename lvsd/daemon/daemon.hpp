// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "libipvsctl/kernel/kernel.hpp"
#include "lvsd/config/config.hpp"
#include "lvsd/config/problem.hpp"
#include "lvsd/daemon/options.hpp"
#include "lvsd/daemon/pace.hpp"
#include "lvsd/daemon/turn_log.hpp"
#include "lvsd/net/control_server.hpp"
#include "lvsd/reconcile/reconciler.hpp"
#include "lvsd/state/state_directory.hpp"

namespace lvsd {

/// A config as it was read, or why there is none.
struct LoadedConfig {
  std::optional<Config> config;
  Problems problems;
};

/// What the daemon tells whoever started it.
struct Telling {
  std::function<void()> alive;                     ///< called while something takes long
  std::function<void(const std::string&)> status;  ///< one line about how things are
};

/// The running director: what it wants, what came of it, and the turns that bring the one to the
/// other. It has no loop: the loop calls it, and everything happens in the caller's thread, one
/// thing at a time.
class Daemon {
public:
  using Load = std::function<LoadedConfig()>;
  /// Called for each address that a turn brought up.
  using Announce = std::function<void(const ipvsctl::FloatingAddress&)>;

  /// `config` is what load() gave at start.
  Daemon(ipvsctl::Kernel& kernel, RecordKeeper& keeper, const OverridesFile& overrides,
         const Options& options, Config config, Load load, Announce announce, Telling tell);

  /// Looks at everything and puts right what is not as wanted. Never throws: a kernel that cannot
  /// be asked is logged, and the next look tries again.
  void look(Reason reason);

  /// The same for addresses and packet rules alone, which tell when they change.
  void look_at_what_notifies();

  /// Reads the config again; a config with errors changes nothing. Returns the reply to `lvsctl
  /// reload`.
  HttpResponse reload();

  /// Leaves everything, or takes away what is ours, as the config says.
  void stop(Clock::time_point now);

  /// A stop within the next minute is for a new version of us, and leaves everything.
  void expect_successor(Clock::time_point now) { successor_until_ = now + std::chrono::minutes(1); }

  /// Whether that client may ask nothing.
  bool is_stranger(const Peer& peer) const { return access_of(peer, access_) == Access::none; }

  /// What came over the control socket.
  HttpResponse handle(const HttpRequest& request, const Peer& peer);

  /// The state of all as the document of status.schema.json.
  nlohmann::json status(const std::string& service);

  /// How long until the next look at everything is due.
  std::chrono::milliseconds until_next_look() const;

  /// When to look after an event.
  Clock::time_point look_after_event() { return event_pace_.look_at(Clock::now()); }

  const Config& config() const { return config_; }

  /// How many turns there were: whoever called for something else learns whether it led to one.
  std::size_t turns() const { return turns_; }

private:
  struct LastTurn {
    Reason reason = Reason::start;
    std::chrono::system_clock::time_point at;
    std::chrono::milliseconds took{0};
    std::size_t steps = 0;
    std::size_t carried_out = 0;
    std::vector<ipvsctl::Failure> failures;
    std::string error;  ///< why there was no turn, or its record could not be written
  };
  struct LastReload {
    std::chrono::system_clock::time_point at;
    Problems problems;
  };

  TurnProgress telling(Reason reason) const;
  void take_turn(Reason reason, const ipvsctl::Scope& scope);
  void settle(const Turn& turn, Reason reason);
  void release();
  void follow_servers();
  void note_shortcomings(const Turn& turn);
  void note_failure(const std::string& error);
  void note_cost(std::chrono::milliseconds cost);
  ServiceNames names() const;

  HttpResponse answer(const Request& request);
  HttpResponse plan();
  HttpResponse override_servers(const std::string& server, const std::string& service,
                                const std::function<void(Override&)>& change);
  HttpResponse reload_reply() const;
  nlohmann::json turn_json(const LastTurn& turn) const;
  nlohmann::json config_json() const;

  ipvsctl::Kernel& kernel_;
  const OverridesFile& overrides_file_;
  const Options& options_;
  std::string config_file_;  ///< with the whole path, for whoever asks from another folder
  AccessRules access_;
  Config config_;
  Load load_;
  Announce announce_;
  Telling tell_;
  Overrides overrides_;
  Reconciler reconciler_;
  TurnLog turn_log_;
  EventPace event_pace_;
  LastTurn last_turn_;
  LastReload last_reload_;
  std::chrono::system_clock::time_point started_ = std::chrono::system_clock::now();
  LookPace look_pace_;
  Clock::time_point successor_until_{};  ///< a stop before then leaves everything
  std::size_t drifts_ = 0;
  std::vector<std::string> last_drift_;
  std::string shortcomings_;  ///< of the last turn
  std::size_t turns_ = 0;
  std::size_t foreign_ = 0;
  bool looks_again_ = false;  ///< something was just changed: see soon whether it stands
};

}  // namespace lvsd
