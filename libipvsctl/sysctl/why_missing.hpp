// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace ipvsctl::sysctl {

/// Why there is no parameter `path`, and the cure where there is one. A kernel that has IPVS may be
/// older than one of its parameters, or built without what that one is for.
std::string why_missing(const std::string& path, bool ipvs_is_loaded);

}  // namespace ipvsctl::sysctl
