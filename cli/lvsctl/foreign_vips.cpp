// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/foreign_vips.hpp"

#include "lvsd/desired/ours.hpp"

namespace lvsctl {

using namespace ipvsctl;

std::vector<std::string> notes_on_foreign_vips(const lvsd::Config& config,
                                               const AddressSet& present,
                                               const lvsd::Record& record)
{
  std::vector<std::string> notes;
  const AddressSet addresses = lvsd::marked(present, record);
  for (const lvsd::Vip& vip : config.vips)
    for (const FloatingAddress& theirs : lvsd::foreign_at(vip.address, addresses))
      notes.push_back("VIP `" + vip.name + "`: this host has " + to_string(theirs) +
                      " already, which lvsd did not make: it stays as it is, with that prefix "
                      "length, also when the config no longer has it; " +
                      lvsd::way_to_own(theirs));
  return notes;
}

}  // namespace lvsctl
