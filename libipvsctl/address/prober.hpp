// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <set>
#include <utility>

#include "libipvsctl/address/interface.hpp"
#include "libipvsctl/model/ip_address.hpp"

namespace ipvsctl::address {

/// A host on the link that says it has an address.
using Claim = std::pair<IpAddress, HardwareAddress>;

/// Asks a link who else has addresses of ours, all of one family, as a host does before it takes
/// one (RFC 5227 section 2.1.1, RFC 4862 section 5.4), and listens for `wait`. Returns who answered
/// for which, but for ourselves; nothing where nobody can be asked (no Ethernet, no link).
///
/// Throws std::system_error: EPERM without CAP_NET_RAW.
std::set<Claim> who_else_has(const std::set<IpAddress>& addresses, const Interface& interface,
                             std::chrono::milliseconds wait);

}  // namespace ipvsctl::address
