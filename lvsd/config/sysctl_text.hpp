// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "lvsd/config/field.hpp"

namespace lvsd {

/// The value of net.ipv4.vs.NAME as the kernel would show it; tells what the kernel would refuse.
///
/// It must be the kernel's own form, or a value once set would forever look like another.
std::string read_sysctl(const std::string& name, const Json& value, Findings& findings);

}  // namespace lvsd
