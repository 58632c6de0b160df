// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>

namespace ipvsctl {

/// How many places the table of the scheduler mh has (IP_VS_MH_TAB_SIZE), where the kernel was
/// built as distributions do. Servers beyond them get no client, and a service that has more is
/// not given the scheduler any more.
inline constexpr std::size_t places_of_mh = 4093;

}  // namespace ipvsctl
