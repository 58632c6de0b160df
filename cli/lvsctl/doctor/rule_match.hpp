// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "cli/lvsctl/doctor/firewall.hpp"

namespace lvsctl::doctor {

/// Whether the packet may meet one "match" of a rule, as libnftables-json(5) describes it. False
/// only where it certainly does not.
bool may_match_one(const nlohmann::json& match, const Packet& packet);

}  // namespace lvsctl::doctor
