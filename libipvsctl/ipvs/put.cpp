// SPDX-License-Identifier: GPL-2.0-or-later
#include <linux/ip_vs.h>

#include <limits>
#include <system_error>

#include "libipvsctl/ipvs/codec.hpp"

namespace ipvsctl::ipvs {
namespace {

using netlink::Request;

[[noreturn]] void refuse(std::errc error, const std::string& text)
{
  const std::error_code code(static_cast<int>(error), std::system_category());
  throw netlink::Refused({code, text}, "cannot be said to the kernel");
}

std::uint32_t seconds(std::chrono::seconds time)
{
  if (time.count() < 0 || time.count() > std::numeric_limits<std::uint32_t>::max())
    refuse(std::errc::result_out_of_range,
           std::to_string(time.count()) + " seconds are not a time that the kernel can keep");
  return static_cast<std::uint32_t>(time.count());
}

/// `capacity` is the kernel's, which has a NUL in it.
void put_name(Request& request, std::uint16_t type, const std::string& name, std::size_t capacity)
{
  if (name.size() >= capacity)
    refuse(std::errc::filename_too_long,
           "'" + name + "' is longer than " + std::to_string(capacity - 1) + " bytes");
  if (name.find('\0') != std::string::npos)
    refuse(std::errc::invalid_argument, "a name has a NUL in it");
  request.put_text(type, name);
}

void put_address(Request& request, std::uint16_t type, const IpAddress& address)
{
  request.put(type, address.bytes);  // the kernel takes all 16 bytes for IPv4, too
}

void put_identity(Request& request, const FirewallMark& key)
{
  request.put_u16(IPVS_SVC_ATTR_AF, static_cast<std::uint16_t>(key.family));
  request.put_u32(IPVS_SVC_ATTR_FWMARK, key.mark);
}

void put_identity(Request& request, const VirtualAddress& key)
{
  request.put_u16(IPVS_SVC_ATTR_AF, static_cast<std::uint16_t>(key.address.family));
  request.put_u16(IPVS_SVC_ATTR_PROTOCOL, static_cast<std::uint16_t>(key.protocol));
  put_address(request, IPVS_SVC_ATTR_ADDR, key.address);
  request.put_u16_network(IPVS_SVC_ATTR_PORT, key.port);
}

void put_identity(Request& request, const ServiceKey& key)
{
  std::visit([&](const auto& of_its_kind) { put_identity(request, of_its_kind); }, key);
}

void put_identity(Request& request, const DestinationKey& key)
{
  request.put_u16(IPVS_DEST_ATTR_ADDR_FAMILY, static_cast<std::uint16_t>(key.address.family));
  put_address(request, IPVS_DEST_ATTR_ADDR, key.address);
  request.put_u16_network(IPVS_DEST_ATTR_PORT, key.port);
}

std::uint32_t flags_of(const ServiceSettings& settings)
{
  std::uint32_t flags = 0;
  if (settings.persistent) flags |= IP_VS_SVC_F_PERSISTENT;
  if (settings.one_packet) flags |= IP_VS_SVC_F_ONEPACKET;
  return flags | (settings.scheduler_flags & 7U) * std::uint32_t{IP_VS_SVC_F_SCHED1};
}

void put_flags(Request& request, const ServiceSettings& settings)
{
  const ip_vs_flags flags{flags_of(settings), ~std::uint32_t{0}};
  request.put(IPVS_SVC_ATTR_FLAGS, std::as_bytes(std::span(&flags, 1)));
}

void put_settings(Request& request, const ServiceSettings& settings)
{
  put_name(request, IPVS_SVC_ATTR_SCHED_NAME, settings.scheduler, IP_VS_SCHEDNAME_MAXLEN);
  if (!settings.persistence_engine.empty())
    put_name(request, IPVS_SVC_ATTR_PE_NAME, settings.persistence_engine, IP_VS_PENAME_MAXLEN);
  put_flags(request, settings);
  request.put_u32(IPVS_SVC_ATTR_TIMEOUT, seconds(settings.persistence_timeout));
  request.put_u32(IPVS_SVC_ATTR_NETMASK, settings.persistence_netmask.raw);
}

void put_settings(Request& request, const DestinationSettings& settings)
{
  request.put_u32(IPVS_DEST_ATTR_FWD_METHOD, static_cast<std::uint32_t>(settings.forwarding));
  request.put_u32(IPVS_DEST_ATTR_WEIGHT, settings.weight);
  request.put_u32(IPVS_DEST_ATTR_U_THRESH, settings.upper_threshold);
  request.put_u32(IPVS_DEST_ATTR_L_THRESH, settings.lower_threshold);
  // A kernel that knows no tunnel types makes ipip of every tunnel, and says so when read back.
  request.put_u8(IPVS_DEST_ATTR_TUN_TYPE, static_cast<std::uint8_t>(settings.tunnel.type));
  request.put_u16_network(IPVS_DEST_ATTR_TUN_PORT, settings.tunnel.port);
  request.put_u16(IPVS_DEST_ATTR_TUN_FLAGS, static_cast<std::uint16_t>(settings.tunnel.checksum));
}

void put_group(Request& request, const IpAddress& group)
{
  if (group == IpAddress{.family = group.family}) return;
  if (group.family == Family::ipv6)
    request.put(IPVS_DAEMON_ATTR_MCAST_GROUP6, group.bytes);
  else
    request.put(IPVS_DAEMON_ATTR_MCAST_GROUP, std::span(group.bytes).first(4));
}

}  // namespace

void put_service(Request& request, const ServiceKey& key)
{
  request.put_nest(IPVS_CMD_ATTR_SERVICE, [&] { put_identity(request, key); });
}

void put_service(Request& request, const ServiceKey& key, const ServiceSettings& settings)
{
  request.put_nest(IPVS_CMD_ATTR_SERVICE, [&] {
    put_identity(request, key);
    put_settings(request, settings);
  });
}

void put_destination(Request& request, const DestinationKey& key)
{
  request.put_nest(IPVS_CMD_ATTR_DEST, [&] { put_identity(request, key); });
}

void put_destination(Request& request, const DestinationKey& key,
                     const DestinationSettings& settings)
{
  request.put_nest(IPVS_CMD_ATTR_DEST, [&] {
    put_identity(request, key);
    put_settings(request, settings);
  });
}

void put_daemon(Request& request, SyncRole role)
{
  request.put_nest(IPVS_CMD_ATTR_DAEMON, [&] {
    request.put_u32(IPVS_DAEMON_ATTR_STATE, static_cast<std::uint32_t>(role));
  });
}

void put_daemon(Request& request, SyncRole role, const SyncDaemon& daemon)
{
  request.put_nest(IPVS_CMD_ATTR_DAEMON, [&] {
    request.put_u32(IPVS_DAEMON_ATTR_STATE, static_cast<std::uint32_t>(role));
    put_name(request, IPVS_DAEMON_ATTR_MCAST_IFN, daemon.interface, IP_VS_IFNAME_MAXLEN);
    request.put_u32(IPVS_DAEMON_ATTR_SYNC_ID, daemon.sync_id);
    if (daemon.max_length != 0) request.put_u16(IPVS_DAEMON_ATTR_SYNC_MAXLEN, daemon.max_length);
    put_group(request, daemon.group);
    request.put_u16(IPVS_DAEMON_ATTR_MCAST_PORT, daemon.port);
    request.put_u8(IPVS_DAEMON_ATTR_MCAST_TTL, daemon.ttl);
  });
}

void put_timeouts(Request& request, const Timeouts& timeouts)
{
  for (const auto& [kind, timeout] : timeouts) {
    const int place = static_cast<int>(kind);  // both count from tcp over tcp_fin to udp
    request.put_u32(static_cast<std::uint16_t>(IPVS_CMD_ATTR_TIMEOUT_TCP + place),
                    seconds(timeout));
  }
}

}  // namespace ipvsctl::ipvs
