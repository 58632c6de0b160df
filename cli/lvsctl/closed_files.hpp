// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

namespace lvsctl {

/// As whom the packages have lvsd run.
inline constexpr const char* daemon_user = "lvsd";

/// Those of `files` that daemon_user may not read. None where the caller is not root, who alone can
/// find out, or where there is no such user.
std::vector<std::string> closed_to_daemon(const std::vector<std::string>& files);

}  // namespace lvsctl
