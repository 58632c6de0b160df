// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <string>

namespace ipvsctl {

/// The kernel's connection timeouts, by what they are for (IPVS_CMD_ATTR_TIMEOUT_*).
enum class TimeoutKind { tcp, tcp_fin, udp };

/// Timeouts that are known or asked for; a kind that is absent is left alone.
using Timeouts = std::map<TimeoutKind, std::chrono::seconds>;

/// Kernel parameters by their path under /proc/sys ("net/ipv4/vs/conntrack"; a path, because
/// interface names have dots), with the value as read: blanks folded into one, none at the ends.
using Sysctls = std::map<std::string, std::string>;

/// "tcp", "tcp_fin" or "udp".
std::string to_string(TimeoutKind kind);

/// `value` with each run of blanks folded into one and none at the ends.
std::string folded_blanks(const std::string& value);

}  // namespace ipvsctl
