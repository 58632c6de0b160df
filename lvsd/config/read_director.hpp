// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "lvsd/config/config.hpp"
#include "lvsd/config/field.hpp"

namespace lvsd {

/// The object "director".
Director read_director(const Json& director, const Reading& reading);

/// The list "sync" of it.
ipvsctl::SyncDaemons read_sync(const Json& list, const Reading& reading);

}  // namespace lvsd
