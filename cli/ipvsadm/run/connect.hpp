// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "libipvsctl/ipvs/client.hpp"

namespace ipvsadm {

/// The kernel's IPVS, and what it said of itself.
struct Director {
  ipvsctl::ipvs::Client client;
  ipvsctl::ipvs::Info info;
};

/// Connects, with modprobe(8) where the kernel has no IPVS yet. Warns on standard error of an IPVS
/// that is too old.
///
/// Throws Refusal.
Director connect();

}  // namespace ipvsadm
