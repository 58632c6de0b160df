// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>

#include "lvsd/config/config.hpp"

namespace lvsctl {

/// What a command can be told of.
enum class NameKind { services, servers };

/// The names of a status; of a server without one its address and port.
std::set<std::string> known_names(const nlohmann::json& status, NameKind kind);

/// Those of a config.
std::set<std::string> known_names(const lvsd::Config& config, NameKind kind);

}  // namespace lvsctl
