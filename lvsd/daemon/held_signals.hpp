// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <csignal>

namespace lvsd {

/// Holds back the signals that the daemon waits for, until there is somebody who does: one that
/// comes while it starts must not end it.
class HeldSignals {
public:
  HeldSignals()
  {
    sigemptyset(&signals_);
    for (const int number : {SIGHUP, SIGTERM, SIGINT, SIGUSR1, SIGUSR2})
      sigaddset(&signals_, number);
    sigprocmask(SIG_BLOCK, &signals_, nullptr);
    // The unit's ReloadSignal=, of which a newer systemd wants to see a handler before the service
    // is ready.
    signal(SIGCONT, [](int) {});
  }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;
  ~HeldSignals() { release(); }

  void release() { sigprocmask(SIG_UNBLOCK, &signals_, nullptr); }

private:
  sigset_t signals_{};
};

}  // namespace lvsd
