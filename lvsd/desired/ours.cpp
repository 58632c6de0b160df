// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/desired/ours.hpp"

#include <algorithm>

#include "libipvsctl/plan/concerning.hpp"

namespace lvsd {
namespace {

using namespace ipvsctl;

bool has_place(const AddressSet& addresses, const FloatingAddress& address)
{
  return std::ranges::any_of(addresses, [&](const FloatingAddress& one) {
    return one.interface == address.interface && one.address == address.address;
  });
}

}  // namespace

KernelState ours(KernelState observed, const KernelState& wanted, const Record& record,
                 Foreign foreign)
{
  if (foreign == Foreign::keep)
    std::erase_if(observed.ipvs, [&](const auto& entry) {
      return !wanted.ipvs.contains(entry.first) && !record.services.contains(entry.first);
    });
  std::erase_if(observed.addresses, [&](const FloatingAddress& address) {
    return !has_place(wanted.addresses, address) && !has_place(record.addresses, address);
  });
  if (wanted.sync_daemons.empty() && !record.sync_daemons) observed.sync_daemons.clear();
  return concerning(wanted, std::move(observed));
}

std::vector<ServiceKey> foreign_services(const IpvsTable& observed, const IpvsTable& wanted,
                                         const Record& record)
{
  std::vector<ServiceKey> keys;
  for (const auto& [key, service] : observed)
    if (!wanted.contains(key) && !record.services.contains(key)) keys.push_back(key);
  return keys;
}

}  // namespace lvsd
