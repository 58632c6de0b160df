// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace lvsd::notify {

/// Tells the service manager that the daemon is up, or up again after a reload (READY=1).
void ready();

/// That a reload has begun (RELOADING=1 and its time, as Type=notify-reload wants).
void reloading();

/// That the daemon is going (STOPPING=1).
void stopping();

/// One line about how things are (STATUS=).
void status(const std::string& line);

/// That the daemon is alive (WATCHDOG=1).
void alive();

/// How often alive() has to be called at least; nothing where nobody watches.
std::optional<std::chrono::microseconds> watchdog_interval();

}  // namespace lvsd::notify
