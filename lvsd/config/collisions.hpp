// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "lvsd/config/config.hpp"
#include "lvsd/config/field.hpp"
#include "lvsd/config/read_service.hpp"

namespace lvsd {

/// Tells of services with one name, of marks that two services have, and of ports of one address
/// that are given twice.
void check_collisions(const std::vector<ReadService>& services, Findings& findings);

/// Warns of clients that no server is for.
void check_served(const std::vector<ReadService>& services, Findings& findings);

/// Warns once a family of NAT on a host that does not forward it, unless `read` has it do so.
void check_forwarding(const std::vector<ReadService>& services, const Director& read,
                      const Reading& reading);

/// Warns of default routes that this host loses where `read` has it forward; `director` is the
/// object "director", if there is one.
void check_advertised_routes(const Director& read, const Json* director, const Reading& reading);

/// Tells where there are not enough marks to allot, and of servers that the kernel refuses while a
/// sync daemon runs; `director` is the object "director", if there is one.
void check_director(const std::vector<ReadService>& services, const Director& read,
                    const Json* director, Findings& findings);

}  // namespace lvsd
