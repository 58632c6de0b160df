// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace lvsctl {

/// The document of status.schema.json as an administrator reads it.
std::string status_text(const nlohmann::json& status, bool coloured);

}  // namespace lvsctl
