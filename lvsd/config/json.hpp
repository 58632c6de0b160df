// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace lvsd {

using Json = nlohmann::json;

}  // namespace lvsd
