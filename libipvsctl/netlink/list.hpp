// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "libipvsctl/netlink/conversation.hpp"

namespace ipvsctl::netlink {

/// What `read` makes of each message of a list that did not change while it was read.
///
/// Throws what Conversation::dump() and `read` do, and std::system_error with EINTR where the list
/// changes whenever it is asked for; `tried` is in front.
template <class Read>
auto list(Conversation& conversation, const Request& request, const std::string& tried, Read read)
{
  constexpr int attempts = 20;
  for (int i = 0; i < attempts; ++i) {
    std::vector<decltype(read(std::declval<const Message&>()))> found;
    const auto take = [&](const Message& message) { found.push_back(read(message)); };
    if (conversation.dump(request, tried, take)) return found;
  }
  throw std::system_error(EINTR, std::system_category(), tried + ": they keep changing");
}

}  // namespace ipvsctl::netlink
