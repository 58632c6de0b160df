// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/model/service.hpp"

#include "libipvsctl/model/duration.hpp"

#include <arpa/inet.h>

#include <bit>
#include <cstring>

namespace ipvsctl {

PersistenceNetmask whole_address(Family family)
{
  return prefix_netmask(family, address_bits(family));
}

PersistenceNetmask prefix_netmask(Family family, unsigned length)
{
  if (family == Family::ipv6) return {length};
  return {length == 0 ? 0 : htonl(~std::uint32_t{0} << (32 - length))};
}

std::optional<unsigned> prefix_length(PersistenceNetmask netmask, Family family)
{
  if (family == Family::ipv6) return netmask.raw;
  const std::uint32_t mask = ntohl(netmask.raw);
  const auto length = static_cast<unsigned>(std::countl_one(mask));
  if (prefix_netmask(family, length) != netmask) return {};
  return length;
}

std::string to_string(PersistenceNetmask netmask, Family family)
{
  if (family == Family::ipv6) return std::to_string(netmask.raw);
  IpAddress mask;
  std::memcpy(mask.bytes.data(), &netmask.raw, sizeof netmask.raw);
  return to_string(mask);
}

ServiceSettings default_settings(Family family)
{
  ServiceSettings settings;
  settings.persistence_netmask = whole_address(family);
  return settings;
}

std::string scheduler_flag_name(const std::string& scheduler, unsigned bit)
{
  if ((scheduler == "sh" || scheduler == "mh") && bit < 2)
    return scheduler + (bit == 0 ? "-fallback" : "-port");
  return "flag-" + std::to_string(bit + 1);
}

std::string to_string(const ServiceSettings& settings, Family family)
{
  std::string text = settings.scheduler;
  for (unsigned bit = 0; bit < 3; ++bit)
    if ((settings.scheduler_flags & (1U << bit)) != 0)
      text += " " + scheduler_flag_name(settings.scheduler, bit);
  if (settings.persistent) text += " persistent " + duration_text(settings.persistence_timeout);
  if (settings.persistence_netmask != whole_address(family))
    text += " netmask " + to_string(settings.persistence_netmask, family);
  if (!settings.persistence_engine.empty()) text += " engine " + settings.persistence_engine;
  if (settings.one_packet) text += " one-packet";
  return text;
}

}  // namespace ipvsctl
