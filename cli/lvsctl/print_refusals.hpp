// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace lvsctl {

/// What the kernel refused, one line a step. Of many steps the first ones, and how many more there
/// are for each reason.
std::string refusals_text(const nlohmann::json& refused, bool coloured);

}  // namespace lvsctl
