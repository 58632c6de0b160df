// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <ostream>
#include <string>

#include "libipvsctl/model/ip_address.hpp"

namespace ipvsctl {

/// Which end of connection synchronisation; the values are IP_VS_STATE_MASTER and
/// IP_VS_STATE_BACKUP.
enum class SyncRole : std::uint32_t { master = 1, backup = 2 };

/// How the kernel's thread for one end sends or hears connections.
struct SyncDaemon {
  std::string interface;         ///< its name, at most 15 bytes (IP_VS_IFNAME_MAXLEN)
  std::uint8_t sync_id = 0;      ///< in every message; a backup heeds its own alone, at 0 any
  std::uint16_t max_length = 0;  ///< bytes a message; 0 leaves it to the kernel
  IpAddress group{};             ///< multicast group; all zero is the kernel's 224.0.0.81
  std::uint16_t port = 8848;     ///< host byte order
  std::uint8_t ttl = 1;          ///< of the packets, in hops; 1 stays on the link

  bool operator==(const SyncDaemon&) const = default;
};

/// The master and the backup may run together.
using SyncDaemons = std::map<SyncRole, SyncDaemon>;

/// "master" or "backup".
std::string to_string(SyncRole role);

/// "eth0 id 1 group 224.0.0.81:8848 ttl 1".
std::string to_string(const SyncDaemon& daemon);

}  // namespace ipvsctl
