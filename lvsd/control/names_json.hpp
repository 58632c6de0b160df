// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "lvsd/config/config.hpp"

namespace lvsd {

/// What commands can be told of, for completions: {"services": […], "servers": […]}, each name
/// once; of a server without one its address and port. The answer to GET /v1/names.
nlohmann::json names_json(const Config& config);

}  // namespace lvsd
