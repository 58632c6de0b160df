// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string_view>

namespace lvsd {

/// The JSON Schemas (draft-07) of this folder as text, by name: "lvsd" is that of the config.
const std::map<std::string_view, std::string_view>& schemas();

}  // namespace lvsd
