// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "lvsd/config/json_text.hpp"
#include "lvsd/config/plain_servers.hpp"

namespace lvsd {

/// Parses JSON in which there is nothing but what nearly all configs are made of: ASCII without
/// escapes, whole numbers of at most 18 digits, no key twice, no comments, and no deeper than
/// `deepest` objects and lists. Ten thousands of servers are parsed in half the time.
///
/// None where there is anything else, be it JSON or not: parse_json_text() knows.
std::optional<ParsedText> parse_plain_json(std::string_view text, std::size_t deepest);

/// A service without its plain servers.
struct ParsedService {
  ParsedText json;  ///< with an empty list in the place of plain servers, whose values are counted
  std::vector<PlainServer> servers;
};

/// The same of a service, with its list "servers" apart where all of them are plain.
std::optional<ParsedService> parse_plain_service(std::string_view text, std::size_t deepest);

}  // namespace lvsd
