// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/model/host_route.hpp"

namespace ipvsctl {

std::string to_string(const HostRoute& route)
{
  return to_string(route.host) + (route.interface.empty() ? "" : " on " + route.interface);
}

std::ostream& operator<<(std::ostream& out, const HostRoute& route)
{
  return out << to_string(route);
}

}  // namespace ipvsctl
