// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lvsd/config/json.hpp"

namespace lvsd {

/// A text of which the elements of the list "services" have been cut out.
struct Pieces {
  std::string frame;                       ///< the text with {} in the place of each of them
  std::vector<std::string_view> services;  ///< them, each from its { to its }; of the text
};

/// Cuts `text`, which may be anything: what comes of it means the same as `text` only where the
/// frame and each service are JSON, and is_frame_of() holds.
Pieces cut(std::string_view text);

/// Whether the list "services" of `frame`, the value of a frame, is one of nothing but the
/// placeholders of `services` many services.
bool is_frame_of(const Json& frame, std::size_t services);

}  // namespace lvsd
