// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "libipvsctl/model/floating_address.hpp"
#include "lvsd/config/config.hpp"
#include "lvsd/desired/record.hpp"

namespace lvsctl {

/// What is to be known of the VIPs of `config` whose addresses others have made, a sentence each:
/// `present` is what this host has, `record` what of it lvsd made.
std::vector<std::string> notes_on_foreign_vips(const lvsd::Config& config,
                                               const ipvsctl::AddressSet& present,
                                               const lvsd::Record& record);

}  // namespace lvsctl
