// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <vector>

#include "lvsd/config/config.hpp"
#include "lvsd/config/field.hpp"
#include "lvsd/config/plain_servers.hpp"
#include "lvsd/config/read_forward.hpp"

namespace lvsd {

/// How many addresses a range of servers may have.
constexpr std::size_t largest_range = 65'536;

/// How many servers all services together may have: a few ranges would otherwise fill the memory.
constexpr std::size_t most_servers = 1'048'576;

/// What servers need to know of their service.
struct ServerContext {
  /// Of servers that do not say otherwise; none where it could not be read.
  std::optional<Forward> forward = Forward{};
  std::uint16_t port = 0;   ///< of the service; 0 where it has many, and servers get the client's
  bool port_known = true;   ///< whether the service's port could be read at all
  bool many_ports = false;  ///< whether the service certainly has several
  bool persistent = false;
  std::set<ipvsctl::Family> families;  ///< of the clients; empty where they are not known
  std::size_t room = most_servers;     ///< how many servers may still come
};

struct ReadServers {
  std::vector<Server> servers;
  bool forwards_known = true;  ///< whether how packets reach them could be read of each
};

/// The servers of `list`, and those that were taken out of it.
ReadServers read_servers(const Json& list, const std::vector<PlainServer>& plain,
                         const ServerContext& context, Findings& findings);

}  // namespace lvsd
