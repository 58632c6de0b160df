// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/plan/report.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace ipvsctl {

std::vector<Failure> causes(const std::vector<Failure>& failures)
{
  std::set<ServiceKey> refused;
  for (const Failure& failure : failures)
    if (const auto* const added = std::get_if<AddService>(&failure.step))
      refused.insert(added->service);
  std::vector<Failure> causes;
  std::ranges::remove_copy_if(failures, std::back_inserter(causes), [&](const Failure& failure) {
    const auto* const server = std::get_if<AddDestination>(&failure.step);
    return server != nullptr && refused.contains(server->service);
  });
  return causes;
}

}  // namespace ipvsctl
