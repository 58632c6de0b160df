// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "libipvsctl/ipvs/listing.hpp"

namespace ipvsadm {

/// Puts services by address first, in the order of family, protocol number, address and port, then
/// marks in theirs; and each one's servers in the order of address and port. All numeric.
void sort(ipvsctl::ipvs::Listing& table);

}  // namespace ipvsadm
