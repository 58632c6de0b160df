// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/load.hpp"

#include "lvsd/config/kept_files.hpp"
#include "lvsd/config/load_in_pieces.hpp"
#include "lvsd/config/load_whole.hpp"

namespace lvsd {

LoadResult load_config(FileReader& files, const std::string& path, const Environment& environment,
                       KnownServices* known)
{
  KeptFiles kept(files);  // for both to read the same
  if (auto result = load_in_pieces(kept, path, environment, known)) return std::move(*result);
  if (known != nullptr) *known = {};
  return load_whole(kept, path, environment);
}

}  // namespace lvsd
