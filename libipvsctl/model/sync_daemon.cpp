// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/model/sync_daemon.hpp"

namespace ipvsctl {

std::string to_string(SyncRole role)
{
  return role == SyncRole::master ? "master" : "backup";
}

std::string to_string(const SyncDaemon& daemon)
{
  std::string text = daemon.interface + " id " + std::to_string(daemon.sync_id) + " group " +
                     endpoint_text(daemon.group, daemon.port) + " ttl " +
                     std::to_string(daemon.ttl);
  if (daemon.max_length != 0) text += " maxlen " + std::to_string(daemon.max_length);
  return text;
}

}  // namespace ipvsctl
