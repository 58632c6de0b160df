// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>

#include "lvsd/config/load.hpp"

namespace lvsd {

/// Reads a config service by service, which takes a fraction of the time and memory that reading it
/// as a whole does, and does not know any place in it.
///
/// None where there is anything to tell of it, or where it is unusual: a config that it does read
/// is one that is without problems when read as a whole, and says the same.
std::optional<LoadResult> load_in_pieces(FileReader& files, const std::string& path,
                                         const Environment& environment, KnownServices* known);

}  // namespace lvsd
