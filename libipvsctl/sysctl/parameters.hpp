// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>

#include "libipvsctl/model/settings.hpp"

/// Kernel parameters, by their path under /proc/sys. Those under net/ are of the network namespace
/// of the thread that asks.
namespace ipvsctl::sysctl {

/// Why `path` cannot be one of a parameter; empty where it can: it is relative and stays below
/// /proc/sys.
std::string wrong_with_path(const std::string& path);

/// The parameter's value, its blanks folded; none where there is no such parameter.
///
/// Throws std::system_error, which names the parameter, where it cannot be read.
std::optional<std::string> read(const std::string& path);

/// The values of the parameters that `wanted` names, as far as they can be read.
Sysctls read_those(const Sysctls& wanted);

/// Whether the parameter is there, can be read and has this value.
bool has_value(const std::string& path, const std::string& value);

/// Sets the parameter.
///
/// Throws std::system_error, which names the parameter, what the kernel said and the cure.
void write(const std::string& path, const std::string& value);

}  // namespace ipvsctl::sysctl
