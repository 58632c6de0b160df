// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "lvsd/config/json.hpp"

namespace lvsd {

/// What a text says.
struct ParsedText {
  Json value;
  bool duplicate_keys = false;  ///< of which the last one is in `value`
  std::size_t values = 0;       ///< how many there are, lists and objects included
};

/// Parses JSON with // and /* */ comments; none where it is not JSON, or beyond the limits of
/// syntax.hpp. `depth` is in how many objects and lists the text stands.
std::optional<ParsedText> parse_json_text(std::string_view text, std::size_t depth = 0);

}  // namespace lvsd
