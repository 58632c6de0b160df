// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "libipvsctl/model/kernel_state.hpp"
#include "lvsd/config/config.hpp"
#include "lvsd/desired/record.hpp"

namespace lvsd {

/// `observed` with each address marked that is ours. A kernel that remembers who made an address is
/// believed; one that is too old for it (before 5.18) marks none, and then the record is.
ipvsctl::AddressSet marked(ipvsctl::AddressSet observed, const Record& record);

/// What of `observed` is ours to change: what is wanted, what the record or a mark says we made,
/// and, where foreign services are to be removed, those too. Addresses and sync daemons of others
/// are never ours.
ipvsctl::KernelState ours(ipvsctl::KernelState observed, const ipvsctl::KernelState& wanted,
                          const Record& record, Foreign foreign);

/// The addresses of others among those `marked` that stand where `vip` is to be; none where ours
/// stands there. They do for the VIP as they are: whoever made them gave the host its way into that
/// network with them.
ipvsctl::AddressSet foreign_at(const ipvsctl::FloatingAddress& vip,
                               const ipvsctl::AddressSet& marked);

/// How an address of others that stands for a VIP becomes ours, as the end of a sentence on it.
std::string way_to_own(const ipvsctl::FloatingAddress& theirs);

/// The services of `observed` that are neither wanted nor ours.
std::vector<ipvsctl::ServiceKey> foreign_services(const ipvsctl::IpvsTable& observed,
                                                  const ipvsctl::IpvsTable& wanted,
                                                  const Record& record);

}  // namespace lvsd
