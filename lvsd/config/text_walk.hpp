// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lvsd/config/json.hpp"
#include "lvsd/config/scanner.hpp"

namespace lvsd {

/// Goes through a text and the tree that was parsed from it, side by side: the tree knows no
/// places.
class TextWalk {
public:
  /// `text` is JSON, and `root` what it says. Both outlive the walk.
  TextWalk(std::string_view text, const Json& root) : scanner_(text), root_(&root) {}

  /// Goes to the next value in the text's order; false after the last one.
  bool next();

  /// The value; null where the tree does not have it, as a later key of its name replaced it.
  const Json* value() const { return value_; }
  /// Where the value begins.
  std::size_t offset() const { return offset_; }
  /// Where its key begins; the value itself in a list, and at the root.
  std::size_t key_offset() const { return key_offset_; }
  /// Its key; empty in a list, and at the root.
  const std::string& key() const { return key_; }
  /// How many objects and lists it is in.
  std::size_t depth() const { return depth_; }
  /// Its JSON pointer (RFC 6901).
  std::string pointer() const;

private:
  struct Open {
    const Json* container = nullptr;
    bool is_object = false;
    std::string key;        ///< of the current value, in an object
    std::size_t count = 0;  ///< of values so far
  };

  bool is_key(const Token& token) const;
  void take_key(const Token& token);
  void take_value(const Token& token);
  const Json* child() const;

  Scanner scanner_;
  const Json* root_;
  std::vector<Open> open_;
  bool after_key_ = false;
  const Json* value_ = nullptr;
  std::size_t offset_ = 0;
  std::size_t key_offset_ = 0;
  std::string key_;
  std::size_t depth_ = 0;
};

}  // namespace lvsd
