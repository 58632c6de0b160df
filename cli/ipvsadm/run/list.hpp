// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "cli/ipvsadm/arguments/command.hpp"
#include "cli/ipvsadm/arguments/names.hpp"
#include "cli/ipvsadm/arguments/refusal.hpp"
#include "cli/ipvsadm/run/connect.hpp"

namespace ipvsadm {

// Each prints what its command asks for, and throws Refusal where that cannot be had.

void list(Director& director, Names& names, const ListTable& command);
void list(Director& director, Names& names, const ListConnections& command);
void list(Director& director, Names& names, const ListTimeouts& command);
void list(Director& director, Names& names, const ListDaemons& command);
void list(Director& director, Names& names, const Save& command);

}  // namespace ipvsadm
