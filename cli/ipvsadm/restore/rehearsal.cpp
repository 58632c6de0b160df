// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/restore/rehearsal.hpp"

#include <algorithm>

namespace ipvsadm {
namespace {

using namespace ipvsctl;

bool takes_away(const Step& step)
{
  return std::holds_alternative<RemoveDestination>(step) ||
         std::holds_alternative<RemoveService>(step);
}

}  // namespace

IpvsTable rehearsal_of(const Plan& plan, const KernelState& desired)
{
  IpvsTable table;
  for (const Step& step : plan) {
    if (takes_away(step)) continue;
    std::visit(
        [&](const auto& one) {
          if constexpr (requires { one.service; }) {
            const Service& service = desired.ipvs.at(one.service);
            Service& rehearsed = table[one.service];
            rehearsed.settings = service.settings;
            if constexpr (requires { one.destination; })
              rehearsed.destinations[one.destination] = service.destinations.at(one.destination);
          }
        },
        step);
  }
  return table;
}

std::pair<Plan, Plan> grown_and_shrunk(const Plan& plan)
{
  Plan grown = plan;
  const auto shrinking =
      std::ranges::stable_partition(grown, [](const Step& step) { return !takes_away(step); });
  Plan shrunk(shrinking.begin(), shrinking.end());
  grown.erase(shrinking.begin(), shrinking.end());
  return {grown, shrunk};
}

}  // namespace ipvsadm
