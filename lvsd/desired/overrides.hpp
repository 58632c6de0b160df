// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "libipvsctl/model/destination.hpp"
#include "lvsd/config/config.hpp"

namespace lvsd {

/// A real server as an operator means it: by its service's name in the config and its own endpoint.
struct ServerId {
  std::string service;
  ipvsctl::DestinationKey server;

  bool operator==(const ServerId&) const = default;
  auto operator<=>(const ServerId&) const = default;
};

/// What an operator said of a server by hand, until it is taken back.
struct Override {
  std::optional<std::uint32_t> weight;  ///< in place of the config's
  bool drain = false;                   ///< out of service as soon as its connections are gone
  bool at_once = false;                 ///< a drain that leaves connections no time
  bool alone = false;  ///< its service had no other server of its address in the last config

  bool operator==(const Override&) const = default;
};

/// Overrides survive reloads and restarts; one whose server the config no longer has means nothing.
using Overrides = std::map<ServerId, Override>;

/// Whether nothing is said of the server any more.
bool says_nothing(const Override& said);

/// The overrides with those servers followed that got another port in `config`, as all of a service
/// do that gets another port itself or a mark: where the one server that an address had in the last
/// config is gone, and the address has one server now, that is taken to be the same. Others stay as
/// they are. `alone` is brought up to date in each.
Overrides following(const Config& config, Overrides overrides);

}  // namespace lvsd
