// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <set>
#include <string>

#include "lvsd/config/config.hpp"

namespace lvsctl::doctor {

/// The schedulers of the config's services that this kernel neither has nor can load.
std::set<std::string> missing_schedulers(const lvsd::Config& config);

}  // namespace lvsctl::doctor
