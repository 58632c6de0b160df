// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>

#include "cli/ipvsadm/arguments/command.hpp"
#include "libipvsctl/ipvs/batch.hpp"

namespace ipvsadm {

/// Whether the command is one request to the kernel that changes something.
bool is_change(const Command& command);

/// Puts the request of a command that is a change into `batch`.
void add_change(ipvsctl::ipvs::Batch& batch, std::size_t tag, const Command& command);

}  // namespace ipvsadm
