// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/config.hpp"

namespace lvsd {

bool is_plain(const ServiceConfig& service)
{
  if (service.mark || service.matches.size() != 1) return false;
  const ipvsctl::PortRange& ports = service.matches.front().ports;
  return ports.first == ports.last;
}

}  // namespace lvsd
