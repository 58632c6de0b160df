// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/listing/order.hpp"

#include <algorithm>
#include <tuple>

namespace ipvsadm {
namespace {

using namespace ipvsctl;
using ipvsctl::ipvs::ListedDestination;
using ipvsctl::ipvs::ListedService;
using ipvsctl::ipvs::Listing;

auto rank(const ServiceKey& key)
{
  if (const auto* by_mark = std::get_if<FirewallMark>(&key))
    return std::tuple{by_mark->mark, by_mark->family, Protocol{}, IpAddress{}, std::uint16_t{0}};
  const auto& by_address = std::get<VirtualAddress>(key);
  return std::tuple{std::uint32_t{0}, by_address.address.family, by_address.protocol,
                    by_address.address, by_address.port};
}

}  // namespace

void sort(Listing& table)
{
  std::sort(table.begin(), table.end(), [](const ListedService& a, const ListedService& b) {
    return rank(a.key) < rank(b.key);
  });
  for (ListedService& service : table)
    std::sort(service.destinations.begin(), service.destinations.end(),
              [](const ListedDestination& a, const ListedDestination& b) { return a.key < b.key; });
}

}  // namespace ipvsadm
