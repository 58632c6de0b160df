// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "libipvsctl/model/settings.hpp"

namespace ipvsctl {

/// What observe() is to look at. What is left out is empty in the answer.
struct Scope {
  bool ipvs = true;          ///< services, destinations, timeouts, sync daemons
  bool packet_rules = true;  ///< our nftables table
  bool addresses = true;     ///< every address of every interface
  bool routes = true;        ///< our routes to servers
  Sysctls sysctls;  ///< the values of these names are read; their values here do not matter
};

}  // namespace ipvsctl
