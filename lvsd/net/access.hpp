// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sys/types.h>

#include <optional>
#include <vector>

namespace lvsd {

/// Who is at the other end of a unix socket, as the kernel says.
struct Peer {
  uid_t user = 0;
  std::vector<gid_t> groups;  ///< the first and the supplementary ones
};

enum class Access { none, read, change };

/// Whose requests are answered. A group that this host does not have lets nobody in.
struct AccessRules {
  uid_t daemon_user = 0;
  std::optional<gid_t> readers;  ///< group lvsd
  std::optional<gid_t> admins;   ///< group lvsd-admin
};

/// Root, the daemon's own user and the admins may change, the readers may read.
Access access_of(const Peer& peer, const AccessRules& rules);

}  // namespace lvsd
