// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/net/access.hpp"

#include <algorithm>

namespace lvsd {
namespace {

bool is_member(const Peer& peer, std::optional<gid_t> group)
{
  return group && std::ranges::count(peer.groups, *group) != 0;
}

}  // namespace

Access access_of(const Peer& peer, const AccessRules& rules)
{
  if (peer.user == 0 || peer.user == rules.daemon_user || is_member(peer, rules.admins))
    return Access::change;
  return is_member(peer, rules.readers) ? Access::read : Access::none;
}

}  // namespace lvsd
