// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/desired/ours.hpp"

#include <algorithm>

#include "libipvsctl/plan/concerning.hpp"

namespace lvsd {
using namespace ipvsctl;

AddressSet marked(AddressSet observed, const Record& record)
{
  if (std::ranges::any_of(observed, &FloatingAddress::ours)) return observed;
  AddressSet addresses;
  for (FloatingAddress address : observed) {
    address.ours = record.addresses.contains(address);
    addresses.insert(std::move(address));
  }
  return addresses;
}

KernelState ours(KernelState observed, const KernelState& wanted, const Record& record,
                 Foreign foreign)
{
  if (foreign == Foreign::keep)
    std::erase_if(observed.ipvs, [&](const auto& entry) {
      return !wanted.ipvs.contains(entry.first) && !record.services.contains(entry.first);
    });
  std::erase_if(observed.addresses, [&](const FloatingAddress& address) {
    return !wanted.addresses.contains(address) && !address.ours;
  });
  if (wanted.sync_daemons.empty() && !record.sync_daemons) observed.sync_daemons.clear();
  return concerning(wanted, std::move(observed));
}

AddressSet foreign_at(const FloatingAddress& vip, const AddressSet& marked)
{
  const auto there = marked.find(vip);
  if (there != marked.end() && there->ours) return {};
  AddressSet theirs;
  for (const FloatingAddress& address : marked)
    if (same_place(address, vip) && !address.ours) theirs.insert(address);
  return theirs;
}

std::string way_to_own(const FloatingAddress& theirs)
{
  // An IPv4 address that goes takes the others of its network with it where they are not promoted.
  const std::string others_stay =
      theirs.address.family == Family::ipv4
          ? "sysctl -w net/ipv4/conf/" + theirs.interface + "/promote_secondaries=1; "
          : "";
  return "where it is not this host's own, `" + others_stay + "ip address del " +
         to_string(theirs.address) + "/" + std::to_string(theirs.prefix_length) + " dev " +
         theirs.interface + "` has lvsd add its own";
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
