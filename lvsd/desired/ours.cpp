// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/desired/ours.hpp"

#include <algorithm>

#include "libipvsctl/plan/concerning.hpp"

namespace lvsd {
namespace {

using namespace ipvsctl;

AddressSet at_place(const FloatingAddress& place, const AddressSet& addresses)
{
  AddressSet there;
  for (const FloatingAddress& address : addresses)
    if (same_place(address, place)) there.insert(address);
  return there;
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
    return !wanted.addresses.contains(address) && !record.addresses.contains(address);
  });
  if (wanted.sync_daemons.empty() && !record.sync_daemons) observed.sync_daemons.clear();
  return concerning(wanted, std::move(observed));
}

AddressSet foreign_at(const FloatingAddress& vip, const AddressSet& observed, const Record& record)
{
  AddressSet theirs = at_place(vip, observed);
  const bool is_ours = theirs.contains(vip) && record.addresses.contains(vip);
  if (is_ours) return {};
  std::erase_if(theirs, [&](const auto& address) { return record.addresses.contains(address); });
  return theirs;
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
