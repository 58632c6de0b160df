// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "lvsd/config/config.hpp"
#include "lvsd/config/field.hpp"
#include "lvsd/config/read_vips.hpp"

namespace lvsd {

/// What the key "virtual" of a service says, with the places that other services may collide with.
struct Virtual {
  std::vector<ipvsctl::MarkMatch> matches;
  std::vector<const Json*> match_places;  ///< of each of the matches
  std::optional<std::uint32_t> mark;      ///< set elsewhere
  const Json* mark_place = nullptr;
  std::vector<ipvsctl::Family> mark_families;
  bool broken =
      false;  ///< there is more in the file than could be read, or something else is meant
};

Virtual read_virtual(const Json& value, const VipTable& vips, const Reading& reading);

/// A port or a range; tells what is wrong with it.
std::optional<ipvsctl::PortRange> read_ports(const Json& value, Findings& findings);

}  // namespace lvsd
