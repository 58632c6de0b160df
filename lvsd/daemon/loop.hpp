// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <asio/io_context.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/signal_set.hpp>
#include <asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <set>
#include <vector>

#include "lvsd/daemon/daemon.hpp"
#include "lvsd/net/control_server.hpp"

namespace lvsd {

/// A descriptor that becomes readable when something may have changed, and what reads it: that
/// returns whether what changed concerns us. Where it throws it is called again after a while,
/// readable or not.
struct Watch {
  int descriptor;
  std::function<bool()> concerns_us;
};

/// Announces what is due at a time and returns when the next is.
using AnnounceDue = std::function<std::optional<Clock::time_point>(Clock::time_point now)>;

/// Waits for signals, timers, clients and the kernel's notifications, and calls the daemon, which
/// does one thing at a time. Ends on SIGTERM or SIGINT.
class Loop {
public:
  /// All must outlive the loop.
  Loop(Daemon& daemon, ControlServer& server, AnnounceDue announce_due, std::vector<Watch> watches);

  void run();

private:
  void wait_for_signals();
  void on_signal(int number);
  void look_on_time();
  void wait_for(std::size_t watch);
  void hear(std::size_t watch);
  void on_event();
  void serve();
  void wait_for_clients();
  void announce();
  void keep_alive();
  void rearm();

  asio::io_context context_;
  Daemon& daemon_;
  ControlServer& server_;
  AnnounceDue announce_due_;
  std::vector<Watch> watches_;
  std::vector<asio::posix::stream_descriptor> descriptors_;
  asio::posix::stream_descriptor clients_;
  asio::signal_set signals_;
  asio::steady_timer look_timer_;
  asio::steady_timer event_timer_;
  asio::steady_timer client_timer_;
  asio::steady_timer announce_timer_;
  asio::steady_timer watchdog_timer_;
  bool event_pending_ = false;
  std::set<std::size_t> failed_watches_;  ///< to be heard again, but not in a circle
};

}  // namespace lvsd
