// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>

#include "lvsd/config/json.hpp"

namespace lvsd {

/// `schema` without the patterns of strings: they are for editors, and std::regex overflows the
/// stack on a long string. The readers say better what is wrong with a string.
Json without_patterns(Json schema);

/// A JSON Schema (draft-07), made ready for checking documents.
class SchemaCheck {
public:
  explicit SchemaCheck(const Json& schema);
  ~SchemaCheck();
  SchemaCheck(const SchemaCheck&) = delete;
  SchemaCheck& operator=(const SchemaCheck&) = delete;

  bool fits(const Json& document) const;

private:
  struct Parsed;
  std::unique_ptr<Parsed> parsed_;
};

}  // namespace lvsd
