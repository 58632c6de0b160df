// SPDX-License-Identifier: GPL-2.0-or-later
// For builds without libsystemd: there is nobody to tell.
#include "lvsd/daemon/notify.hpp"

namespace lvsd::notify {

void ready() {}
void reloading() {}
void stopping() {}
void status(const std::string&) {}
void alive() {}

std::optional<std::chrono::microseconds> watchdog_interval()
{
  return {};
}

}  // namespace lvsd::notify
