// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/model/packet_rules.hpp"

namespace ipvsctl {

std::string to_string(const PortRange& ports)
{
  const std::string first = std::to_string(ports.first);
  return ports.first == ports.last ? first : first + "-" + std::to_string(ports.last);
}

std::string to_string(const MarkMatch& match)
{
  const std::string host = to_string(match.address);
  return to_string(match.protocol) + " " +
         (match.address.family == Family::ipv6 ? "[" + host + "]" : host) + ":" +
         to_string(match.ports);
}

std::string to_string(const Masquerade& masquerade)
{
  return to_string(masquerade.source) + "/" + std::to_string(masquerade.prefix_length) +
         " out of " + masquerade.interface;
}

std::ostream& operator<<(std::ostream& out, const MarkMatch& match)
{
  return out << to_string(match);
}

std::ostream& operator<<(std::ostream& out, const Masquerade& masquerade)
{
  return out << to_string(masquerade);
}

}  // namespace ipvsctl
