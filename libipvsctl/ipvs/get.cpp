// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>

#include "libipvsctl/ipvs/attributes.hpp"
#include "libipvsctl/ipvs/codec.hpp"

namespace ipvsctl::ipvs {
namespace {

using netlink::Attributes;
using netlink::Bytes;
using netlink::Malformed;

Family family_from(std::uint16_t number)
{
  const auto family = static_cast<Family>(number);
  if (family != Family::ipv4 && family != Family::ipv6)
    throw Malformed("the kernel speaks of address family " + std::to_string(number));
  return family;
}

IpAddress address_from(Bytes bytes, Family family)
{
  const std::size_t size = address_bits(family) / 8;
  if (bytes.size() < size)
    throw Malformed("an IPv6 address has " + std::to_string(bytes.size()) + " bytes");
  IpAddress address{.family = family};
  std::ranges::copy(bytes.first(size), address.bytes.begin());
  return address;
}

ServiceKey service_key(const Attributes& nest)
{
  const Family family = family_from(nest.u16(IPVS_SVC_ATTR_AF));
  if (nest.has(IPVS_SVC_ATTR_FWMARK)) return FirewallMark{family, nest.u32(IPVS_SVC_ATTR_FWMARK)};
  return VirtualAddress{static_cast<Protocol>(nest.u16(IPVS_SVC_ATTR_PROTOCOL)),
                        address_from(nest.bytes(IPVS_SVC_ATTR_ADDR), family),
                        nest.u16_network(IPVS_SVC_ATTR_PORT)};
}

ServiceSettings service_settings(const Attributes& nest)
{
  const auto flags =
      netlink::read_front<ip_vs_flags>(nest.bytes(IPVS_SVC_ATTR_FLAGS), "IPVS_SVC_ATTR_FLAGS")
          .flags;
  ServiceSettings settings;
  settings.scheduler = nest.text(IPVS_SVC_ATTR_SCHED_NAME);
  settings.scheduler_flags = static_cast<std::uint8_t>(flags / IP_VS_SVC_F_SCHED1 & 7U);
  settings.one_packet = (flags & IP_VS_SVC_F_ONEPACKET) != 0;
  settings.persistent = (flags & IP_VS_SVC_F_PERSISTENT) != 0;
  settings.persistence_timeout = std::chrono::seconds(nest.u32(IPVS_SVC_ATTR_TIMEOUT));
  settings.persistence_netmask = {nest.u32(IPVS_SVC_ATTR_NETMASK)};
  settings.persistence_engine = nest.text_or_empty(IPVS_SVC_ATTR_PE_NAME);
  return settings;
}

Counters counters_from(const Attributes& stats)
{
  return {.connections = stats.counter(IPVS_STATS_ATTR_CONNS),
          .packets_in = stats.counter(IPVS_STATS_ATTR_INPKTS),
          .packets_out = stats.counter(IPVS_STATS_ATTR_OUTPKTS),
          .bytes_in = stats.counter(IPVS_STATS_ATTR_INBYTES),
          .bytes_out = stats.counter(IPVS_STATS_ATTR_OUTBYTES),
          .connection_rate = stats.counter(IPVS_STATS_ATTR_CPS),
          .packet_rate_in = stats.counter(IPVS_STATS_ATTR_INPPS),
          .packet_rate_out = stats.counter(IPVS_STATS_ATTR_OUTPPS),
          .byte_rate_in = stats.counter(IPVS_STATS_ATTR_INBPS),
          .byte_rate_out = stats.counter(IPVS_STATS_ATTR_OUTBPS)};
}

/// From the 64 bit counters where there are any (since Linux 4.1), otherwise from the others.
Counters counters_from(const Attributes& nest, std::size_t stats64, std::size_t stats)
{
  return counters_from(nest.nest(nest.has(stats64) ? stats64 : stats));
}

Tunnel tunnel_from(const Attributes& nest)
{
  Tunnel tunnel;
  if (!nest.has(IPVS_DEST_ATTR_TUN_TYPE)) return tunnel;  // before Linux 5.2
  tunnel.type = static_cast<TunnelType>(nest.u8(IPVS_DEST_ATTR_TUN_TYPE));
  tunnel.port = nest.u16_network(IPVS_DEST_ATTR_TUN_PORT);
  if (nest.has(IPVS_DEST_ATTR_TUN_FLAGS))  // since Linux 5.3
    tunnel.checksum = static_cast<TunnelChecksum>(nest.u16(IPVS_DEST_ATTR_TUN_FLAGS));
  return tunnel;
}

DestinationKey destination_key(const Attributes& nest, Family service_family)
{
  const Family family = nest.has(IPVS_DEST_ATTR_ADDR_FAMILY)
                            ? family_from(nest.u16(IPVS_DEST_ATTR_ADDR_FAMILY))
                            : service_family;
  return {address_from(nest.bytes(IPVS_DEST_ATTR_ADDR), family),
          nest.u16_network(IPVS_DEST_ATTR_PORT)};
}

DestinationSettings destination_settings(const Attributes& nest)
{
  const std::uint32_t method = nest.u32(IPVS_DEST_ATTR_FWD_METHOD) & IP_VS_CONN_F_FWD_MASK;
  return {.forwarding = static_cast<ForwardingMethod>(method),
          .weight = nest.u32(IPVS_DEST_ATTR_WEIGHT),
          .upper_threshold = nest.u32(IPVS_DEST_ATTR_U_THRESH),
          .lower_threshold = nest.u32(IPVS_DEST_ATTR_L_THRESH),
          .tunnel = tunnel_from(nest)};
}

DestinationMeasurements destination_measurements(const Attributes& nest, Detail detail)
{
  DestinationMeasurements measurements{
      .active_connections = nest.u32(IPVS_DEST_ATTR_ACTIVE_CONNS),
      .inactive_connections = nest.u32(IPVS_DEST_ATTR_INACT_CONNS),
      .persistent_connections = nest.u32(IPVS_DEST_ATTR_PERSIST_CONNS),
      .counters = {}};
  if (detail == Detail::settings_and_measurements)
    measurements.counters = counters_from(nest, IPVS_DEST_ATTR_STATS64, IPVS_DEST_ATTR_STATS);
  return measurements;
}

IpAddress group_from(const Attributes& nest)
{
  if (nest.has(IPVS_DAEMON_ATTR_MCAST_GROUP6))
    return address_from(nest.bytes(IPVS_DAEMON_ATTR_MCAST_GROUP6), Family::ipv6);
  if (nest.has(IPVS_DAEMON_ATTR_MCAST_GROUP))
    return address_from(nest.bytes(IPVS_DAEMON_ATTR_MCAST_GROUP), Family::ipv4);
  return {};  // before Linux 4.3
}

}  // namespace

ListedService get_service(const Attributes& nest, Detail detail)
{
  ListedService service{service_key(nest), service_settings(nest), {}, {}};
  if (detail == Detail::settings_and_measurements)
    service.counters = counters_from(nest, IPVS_SVC_ATTR_STATS64, IPVS_SVC_ATTR_STATS);
  return service;
}

ListedDestination get_destination(const Attributes& nest, Family service_family, Detail detail)
{
  ListedDestination destination{
      destination_key(nest, service_family), destination_settings(nest), {}};
  if (detail != Detail::settings) destination.measurements = destination_measurements(nest, detail);
  return destination;
}

std::pair<SyncRole, SyncDaemon> get_daemon(const Attributes& nest)
{
  SyncDaemon daemon;
  daemon.interface = nest.text(IPVS_DAEMON_ATTR_MCAST_IFN);
  daemon.sync_id = static_cast<std::uint8_t>(nest.u32(IPVS_DAEMON_ATTR_SYNC_ID));
  daemon.group = group_from(nest);
  // The last three are of Linux 4.3.
  if (nest.has(IPVS_DAEMON_ATTR_SYNC_MAXLEN))
    daemon.max_length = nest.u16(IPVS_DAEMON_ATTR_SYNC_MAXLEN);
  if (nest.has(IPVS_DAEMON_ATTR_MCAST_PORT)) daemon.port = nest.u16(IPVS_DAEMON_ATTR_MCAST_PORT);
  if (nest.has(IPVS_DAEMON_ATTR_MCAST_TTL)) daemon.ttl = nest.u8(IPVS_DAEMON_ATTR_MCAST_TTL);
  return {static_cast<SyncRole>(nest.u32(IPVS_DAEMON_ATTR_STATE)), daemon};
}

Timeouts get_timeouts(const Attributes& reply)
{
  Timeouts timeouts;
  timeouts[TimeoutKind::tcp] = std::chrono::seconds(reply.u32(IPVS_CMD_ATTR_TIMEOUT_TCP));
  timeouts[TimeoutKind::tcp_fin] = std::chrono::seconds(reply.u32(IPVS_CMD_ATTR_TIMEOUT_TCP_FIN));
  timeouts[TimeoutKind::udp] = std::chrono::seconds(reply.u32(IPVS_CMD_ATTR_TIMEOUT_UDP));
  return timeouts;
}

Info get_info(const Attributes& reply)
{
  return {reply.u32(IPVS_INFO_ATTR_VERSION), reply.u32(IPVS_INFO_ATTR_CONN_TAB_SIZE)};
}

}  // namespace ipvsctl::ipvs
