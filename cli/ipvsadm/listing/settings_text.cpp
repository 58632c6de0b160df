// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/listing/settings_text.hpp"

#include <fmt/format.h>

namespace ipvsadm {
namespace {

using namespace ipvsctl;

long long seconds_of(const Timeouts& timeouts, TimeoutKind kind)
{
  const auto timeout = timeouts.find(kind);
  return timeout == timeouts.end() ? 0 : timeout->second.count();
}

std::string text_of(SyncRole role, const SyncDaemon& daemon)
{
  std::string text = fmt::format("{} sync daemon (mcast={}, syncid={}", to_string(role),
                                 daemon.interface, daemon.sync_id);
  if (daemon.max_length != 0) text += fmt::format(", maxlen={}", daemon.max_length);
  if (daemon.group != IpAddress{}) text += ", group=" + to_string(daemon.group);
  if (daemon.port != 0) text += fmt::format(", port={}", daemon.port);
  if (daemon.ttl != 0) text += fmt::format(", ttl={}", daemon.ttl);
  return text + ")\n";
}

}  // namespace

std::string timeouts_text(const Timeouts& timeouts)
{
  return fmt::format("Timeout (tcp tcpfin udp): {} {} {}\n", seconds_of(timeouts, TimeoutKind::tcp),
                     seconds_of(timeouts, TimeoutKind::tcp_fin),
                     seconds_of(timeouts, TimeoutKind::udp));
}

std::string daemons_text(const SyncDaemons& daemons)
{
  std::string text;
  for (const auto& [role, daemon] : daemons)
    text += text_of(role, daemon);
  return text;
}

}  // namespace ipvsadm
