// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "cli/lvsctl/doctor/host.hpp"
#include "cli/lvsctl/options.hpp"

namespace lvsctl::doctor {

/// Looks at this host, in the network namespace of the calling thread; changes nothing. Where no
/// config was given it is that of the running daemon. Asks the links who else has our VIPs, which
/// takes a second.
///
/// Throws std::system_error where IPVS cannot be asked; what else cannot be seen is in `unseen`.
Host look_at_host(const Options& given);

}  // namespace lvsctl::doctor
