// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "lvsd/config/problem.hpp"

namespace lvsd {

/// An array of the problems of that severity: {"file", "line", "column", "pointer", "message"}.
nlohmann::json problems_json(const Problems& problems, Problem::Severity severity);

}  // namespace lvsd
