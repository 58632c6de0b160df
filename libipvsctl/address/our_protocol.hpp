// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>

namespace ipvsctl::address {

/// Who made a route (rtm_protocol) or an address (IFA_PROTO): the number by which ours are known
/// from all others.
inline constexpr std::uint8_t our_protocol = 108;

}  // namespace ipvsctl::address
