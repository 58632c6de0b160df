// SPDX-License-Identifier: GPL-2.0-or-later
#include <systemd/sd-daemon.h>

#include "lvsd/daemon/notify.hpp"

namespace lvsd::notify {

void ready()
{
  sd_notify(0, "READY=1");
}

void reloading()
{
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(now).count();
  sd_notify(0, ("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(microseconds)).c_str());
}

void stopping()
{
  sd_notify(0, "STOPPING=1");
}

void status(const std::string& line)
{
  sd_notify(0, ("STATUS=" + line).c_str());
}

void alive()
{
  sd_notify(0, "WATCHDOG=1");
}

std::optional<std::chrono::microseconds> watchdog_interval()
{
  std::uint64_t microseconds = 0;
  if (sd_watchdog_enabled(0, &microseconds) <= 0) return {};
  return std::chrono::microseconds(microseconds);
}

}  // namespace lvsd::notify
