// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/model/floating_address.hpp"

#include <algorithm>
#include <tuple>

namespace ipvsctl {

std::strong_ordering FloatingAddress::operator<=>(const FloatingAddress& other) const
{
  return std::tie(interface, address, prefix_length, label) <=>
         std::tie(other.interface, other.address, other.prefix_length, other.label);
}

bool same_place(const FloatingAddress& a, const FloatingAddress& b)
{
  return a.interface == b.interface && a.address == b.address;
}

bool stands_among(const AddressSet& addresses, const FloatingAddress& address)
{
  return std::ranges::any_of(addresses, [&](const auto& one) { return same_place(one, address); });
}

std::string to_string(const FloatingAddress& address)
{
  std::string text = to_string(address.address) + "/" + std::to_string(address.prefix_length) +
                     " on " + address.interface;
  if (!address.label.empty()) text += " (" + address.label + ")";
  return text;
}

std::ostream& operator<<(std::ostream& out, const FloatingAddress& address)
{
  return out << to_string(address);
}

}  // namespace ipvsctl
