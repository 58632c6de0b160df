// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "lvsd/config/load.hpp"

namespace lvsd {

/// Reads a config with all of it in memory at once: whatever there is to tell has a place in it.
LoadResult load_whole(FileReader& files, const std::string& path, const Environment& environment);

}  // namespace lvsd
