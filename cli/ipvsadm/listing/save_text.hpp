// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "cli/ipvsadm/listing/naming.hpp"
#include "libipvsctl/ipvs/listing.hpp"

namespace ipvsadm {

/// The table as lines that a restore reads, in the table's order.
std::string save_text(const ipvsctl::ipvs::Listing& table, const Naming& naming);

}  // namespace ipvsadm
