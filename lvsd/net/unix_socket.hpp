// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "lvsd/net/access.hpp"
#include "lvsd/system/descriptor.hpp"

namespace lvsd {

/// A non-blocking listening unix socket at `path`, in place of one that a dead process left there.
/// Everybody may connect: who may ask what is decided by access_of().
///
/// Throws std::system_error where it cannot be made.
Descriptor listen_at(const std::string& path);

/// Who connected, by SO_PEERCRED and SO_PEERGROUPS.
///
/// Throws std::system_error where the kernel does not say.
Peer peer_of(int connection);

/// The rules with this host's groups lvsd and lvsd-admin and this process's user.
AccessRules access_rules();

}  // namespace lvsd
