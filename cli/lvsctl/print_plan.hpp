// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace lvsctl {

/// The document of plan.schema.json, one line a step, as a diff is coloured.
std::string plan_text(const nlohmann::json& plan, bool coloured);

}  // namespace lvsctl
