// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "libipvsctl/netlink/conversation.hpp"

namespace ipvsctl::netlink {

/// The number of the generic netlink family `name`. Asking has the kernel load the module that has
/// it, where that is known by the family's name.
///
/// Throws Refused: ENOENT where there is none.
std::uint16_t family_number(Conversation& conversation, const std::string& name);

}  // namespace ipvsctl::netlink
