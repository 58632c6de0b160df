// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <linux/ip_vs.h>

#include "libipvsctl/netlink/attributes.hpp"

/// The kernel's attributes of IPVS (<linux/ip_vs.h>): their names and what they hold.
namespace ipvsctl::ipvs {

using netlink::Kind;

inline constexpr auto stats_attributes = [] {
  std::array<netlink::Attribute, IPVS_STATS_ATTR_OUTBPS + 1> table{};
  table[IPVS_STATS_ATTR_CONNS] = {"IPVS_STATS_ATTR_CONNS", Kind::counter};
  table[IPVS_STATS_ATTR_INPKTS] = {"IPVS_STATS_ATTR_INPKTS", Kind::counter};
  table[IPVS_STATS_ATTR_OUTPKTS] = {"IPVS_STATS_ATTR_OUTPKTS", Kind::counter};
  table[IPVS_STATS_ATTR_INBYTES] = {"IPVS_STATS_ATTR_INBYTES", Kind::counter};
  table[IPVS_STATS_ATTR_OUTBYTES] = {"IPVS_STATS_ATTR_OUTBYTES", Kind::counter};
  table[IPVS_STATS_ATTR_CPS] = {"IPVS_STATS_ATTR_CPS", Kind::counter};
  table[IPVS_STATS_ATTR_INPPS] = {"IPVS_STATS_ATTR_INPPS", Kind::counter};
  table[IPVS_STATS_ATTR_OUTPPS] = {"IPVS_STATS_ATTR_OUTPPS", Kind::counter};
  table[IPVS_STATS_ATTR_INBPS] = {"IPVS_STATS_ATTR_INBPS", Kind::counter};
  table[IPVS_STATS_ATTR_OUTBPS] = {"IPVS_STATS_ATTR_OUTBPS", Kind::counter};
  return table;
}();

inline constexpr auto service_attributes = [] {
  std::array<netlink::Attribute, IPVS_SVC_ATTR_STATS64 + 1> table{};
  table[IPVS_SVC_ATTR_AF] = {"IPVS_SVC_ATTR_AF", Kind::u16};
  table[IPVS_SVC_ATTR_PROTOCOL] = {"IPVS_SVC_ATTR_PROTOCOL", Kind::u16};
  table[IPVS_SVC_ATTR_ADDR] = {"IPVS_SVC_ATTR_ADDR", Kind::address};
  table[IPVS_SVC_ATTR_PORT] = {"IPVS_SVC_ATTR_PORT", Kind::u16_network};
  table[IPVS_SVC_ATTR_FWMARK] = {"IPVS_SVC_ATTR_FWMARK", Kind::u32};
  table[IPVS_SVC_ATTR_SCHED_NAME] = {"IPVS_SVC_ATTR_SCHED_NAME", Kind::text};
  table[IPVS_SVC_ATTR_FLAGS] = {"IPVS_SVC_ATTR_FLAGS", Kind::flags};
  table[IPVS_SVC_ATTR_TIMEOUT] = {"IPVS_SVC_ATTR_TIMEOUT", Kind::u32};
  table[IPVS_SVC_ATTR_NETMASK] = {"IPVS_SVC_ATTR_NETMASK", Kind::u32};
  table[IPVS_SVC_ATTR_STATS] = {"IPVS_SVC_ATTR_STATS", Kind::nest, stats_attributes};
  table[IPVS_SVC_ATTR_PE_NAME] = {"IPVS_SVC_ATTR_PE_NAME", Kind::text};
  table[IPVS_SVC_ATTR_STATS64] = {"IPVS_SVC_ATTR_STATS64", Kind::nest, stats_attributes};
  return table;
}();

inline constexpr auto destination_attributes = [] {
  std::array<netlink::Attribute, IPVS_DEST_ATTR_TUN_FLAGS + 1> table{};
  table[IPVS_DEST_ATTR_ADDR] = {"IPVS_DEST_ATTR_ADDR", Kind::address};
  table[IPVS_DEST_ATTR_PORT] = {"IPVS_DEST_ATTR_PORT", Kind::u16_network};
  table[IPVS_DEST_ATTR_FWD_METHOD] = {"IPVS_DEST_ATTR_FWD_METHOD", Kind::u32};
  table[IPVS_DEST_ATTR_WEIGHT] = {"IPVS_DEST_ATTR_WEIGHT", Kind::u32};
  table[IPVS_DEST_ATTR_U_THRESH] = {"IPVS_DEST_ATTR_U_THRESH", Kind::u32};
  table[IPVS_DEST_ATTR_L_THRESH] = {"IPVS_DEST_ATTR_L_THRESH", Kind::u32};
  table[IPVS_DEST_ATTR_ACTIVE_CONNS] = {"IPVS_DEST_ATTR_ACTIVE_CONNS", Kind::u32};
  table[IPVS_DEST_ATTR_INACT_CONNS] = {"IPVS_DEST_ATTR_INACT_CONNS", Kind::u32};
  table[IPVS_DEST_ATTR_PERSIST_CONNS] = {"IPVS_DEST_ATTR_PERSIST_CONNS", Kind::u32};
  table[IPVS_DEST_ATTR_STATS] = {"IPVS_DEST_ATTR_STATS", Kind::nest, stats_attributes};
  table[IPVS_DEST_ATTR_ADDR_FAMILY] = {"IPVS_DEST_ATTR_ADDR_FAMILY", Kind::u16};
  table[IPVS_DEST_ATTR_STATS64] = {"IPVS_DEST_ATTR_STATS64", Kind::nest, stats_attributes};
  table[IPVS_DEST_ATTR_TUN_TYPE] = {"IPVS_DEST_ATTR_TUN_TYPE", Kind::u8};
  table[IPVS_DEST_ATTR_TUN_PORT] = {"IPVS_DEST_ATTR_TUN_PORT", Kind::u16_network};
  table[IPVS_DEST_ATTR_TUN_FLAGS] = {"IPVS_DEST_ATTR_TUN_FLAGS", Kind::u16};
  return table;
}();

inline constexpr auto daemon_attributes = [] {
  std::array<netlink::Attribute, IPVS_DAEMON_ATTR_MCAST_TTL + 1> table{};
  table[IPVS_DAEMON_ATTR_STATE] = {"IPVS_DAEMON_ATTR_STATE", Kind::u32};
  table[IPVS_DAEMON_ATTR_MCAST_IFN] = {"IPVS_DAEMON_ATTR_MCAST_IFN", Kind::text};
  table[IPVS_DAEMON_ATTR_SYNC_ID] = {"IPVS_DAEMON_ATTR_SYNC_ID", Kind::u32};
  table[IPVS_DAEMON_ATTR_SYNC_MAXLEN] = {"IPVS_DAEMON_ATTR_SYNC_MAXLEN", Kind::u16};
  table[IPVS_DAEMON_ATTR_MCAST_GROUP] = {"IPVS_DAEMON_ATTR_MCAST_GROUP", Kind::address};
  table[IPVS_DAEMON_ATTR_MCAST_GROUP6] = {"IPVS_DAEMON_ATTR_MCAST_GROUP6", Kind::address};
  table[IPVS_DAEMON_ATTR_MCAST_PORT] = {"IPVS_DAEMON_ATTR_MCAST_PORT", Kind::u16};
  table[IPVS_DAEMON_ATTR_MCAST_TTL] = {"IPVS_DAEMON_ATTR_MCAST_TTL", Kind::u8};
  return table;
}();

/// What every command and reply but IPVS_CMD_SET_INFO has at its top.
inline constexpr auto command_attributes = [] {
  std::array<netlink::Attribute, IPVS_CMD_ATTR_TIMEOUT_UDP + 1> table{};
  table[IPVS_CMD_ATTR_SERVICE] = {"IPVS_CMD_ATTR_SERVICE", Kind::nest, service_attributes};
  table[IPVS_CMD_ATTR_DEST] = {"IPVS_CMD_ATTR_DEST", Kind::nest, destination_attributes};
  table[IPVS_CMD_ATTR_DAEMON] = {"IPVS_CMD_ATTR_DAEMON", Kind::nest, daemon_attributes};
  table[IPVS_CMD_ATTR_TIMEOUT_TCP] = {"IPVS_CMD_ATTR_TIMEOUT_TCP", Kind::u32};
  table[IPVS_CMD_ATTR_TIMEOUT_TCP_FIN] = {"IPVS_CMD_ATTR_TIMEOUT_TCP_FIN", Kind::u32};
  table[IPVS_CMD_ATTR_TIMEOUT_UDP] = {"IPVS_CMD_ATTR_TIMEOUT_UDP", Kind::u32};
  return table;
}();

inline constexpr auto info_attributes = [] {
  std::array<netlink::Attribute, IPVS_INFO_ATTR_CONN_TAB_SIZE + 1> table{};
  table[IPVS_INFO_ATTR_VERSION] = {"IPVS_INFO_ATTR_VERSION", Kind::u32};
  table[IPVS_INFO_ATTR_CONN_TAB_SIZE] = {"IPVS_INFO_ATTR_CONN_TAB_SIZE", Kind::u32};
  return table;
}();

}  // namespace ipvsctl::ipvs
