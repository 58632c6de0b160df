// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lvsd/config/config.hpp"
#include "lvsd/config/environment.hpp"
#include "lvsd/config/file_reader.hpp"
#include "lvsd/config/known_services.hpp"
#include "lvsd/config/problem.hpp"

namespace lvsd {

/// What came of reading a config.
struct LoadResult {
  std::optional<Config> config;    ///< absent where there is any error
  Problems problems;               ///< errors and warnings, in the order of files and lines
  std::vector<std::string> files;  ///< all that were read: the file itself, then its includes
};

/// Reads the config at `path` and all that it includes, and tells everything that is wrong with it.
///
/// `known` is what the last call with it knew, for one who reads a config again and again: services
/// whose texts have not changed since are not read anew. Null where there is no such thing.
LoadResult load_config(FileReader& files, const std::string& path, const Environment& environment,
                       KnownServices* known = nullptr);

}  // namespace lvsd
