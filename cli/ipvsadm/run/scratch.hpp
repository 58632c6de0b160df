// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace ipvsadm {

/// Calls `act` in a child process, in a network namespace made for it, and returns the lines that
/// it returned (none of which may have a newline in it). None where no namespace may be made, which
/// wants CAP_SYS_ADMIN, or where `act` throws.
std::vector<std::string> in_scratch_namespace(const std::function<std::vector<std::string>()>& act);

}  // namespace ipvsadm
