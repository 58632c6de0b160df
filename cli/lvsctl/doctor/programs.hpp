// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <set>
#include <string>

namespace lvsctl::doctor {

/// What a command of the shell prints on standard output.
///
/// Throws std::runtime_error with what it said where it fails or does not exist.
std::string output_of(const std::string& command);

/// Whether tables of iptables' own (not nftables') stand in this network namespace.
bool has_legacy_tables();

/// The programs that run on this host and are known to keep virtual services of their own, which
/// keepalived does not when it was started for VRRP alone.
std::set<std::string> running_managers();

}  // namespace lvsctl::doctor
