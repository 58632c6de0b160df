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

  bool operator==(const Override&) const = default;
};

/// Overrides survive reloads and restarts; one whose server the config no longer has means nothing.
using Overrides = std::map<ServerId, Override>;

/// The overrides with those servers followed that got another port in `config`, as all of a service
/// do that gets another port itself or a mark: an override of a server that the service does not
/// have is of the one server there that has its address. Others stay as they are.
Overrides following(const Config& config, Overrides overrides);

}  // namespace lvsd
