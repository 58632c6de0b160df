// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "libipvsctl/model/settings.hpp"
#include "libipvsctl/model/sync_daemon.hpp"

namespace ipvsadm {

/// "Timeout (tcp tcpfin udp): 900 120 300" as a line.
std::string timeouts_text(const ipvsctl::Timeouts& timeouts);

/// One line a daemon: "master sync daemon (mcast=eth0, syncid=0, maxlen=1472, …)".
std::string daemons_text(const ipvsctl::SyncDaemons& daemons);

}  // namespace ipvsadm
