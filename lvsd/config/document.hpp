// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "lvsd/config/json.hpp"

namespace lvsd {

/// A file of the config. Values are known by their address, so a document does not move.
struct Document {
  std::string file;
  std::string text;
  Json root = Json::value_t::discarded;  ///< stays so where the text is not JSON

  Document() = default;
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
};

}  // namespace lvsd
