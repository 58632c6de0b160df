// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "lvsd/config/json.hpp"

namespace lvsd {

/// A file of the config. Values are known by their address, so a document does not move.
struct Document {
  std::string file;
  std::string text;
  Json root = Json::value_t::discarded;  ///< stays so where the text is not JSON
  /// What was cut out of the root, where that was asked for.
  std::vector<std::string_view> services;

  Document() = default;
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
};

}  // namespace lvsd
