// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/restore/whole.hpp"

#include "cli/ipvsadm/arguments/kernel_words.hpp"

namespace ipvsadm {
namespace {

using namespace ipvsctl;

/// The group that the kernel takes where none is said.
constexpr IpAddress usual_group{Family::ipv4,
                                {std::byte{224}, std::byte{0}, std::byte{0}, std::byte{81}}};

template <class Key>
std::size_t line_in(const std::map<Key, std::size_t>& lines, const Key& key)
{
  const auto line = lines.find(key);
  return line == lines.end() ? 0 : line->second;
}

}  // namespace

std::optional<std::string> Whole::take(std::size_t line, const Command& command)
{
  return std::visit(
      [&](const auto& one) -> std::optional<std::string> {
        if constexpr (requires { apply(line, one); }) {
          const Result refused = apply(line, one);
          if (!refused) return {};
          return kernel_words(command, std::make_error_code(*refused));
        } else {
          return "only what changes the table, timeouts or daemons can be part of such a restore";
        }
      },
      command);
}

Whole::Result Whole::apply(std::size_t line, const ChangeService& command)
{
  const auto service = table_.find(command.service);
  const bool exists = service != table_.end();
  if (command.verb == Verb::add && exists) return std::errc::file_exists;
  if (command.verb != Verb::add && !exists) return std::errc::no_such_process;
  if (command.verb == Verb::remove) {
    table_.erase(service);
    return {};
  }
  table_[command.service].settings = command.settings;
  service_lines_[command.service] = line;
  return {};
}

Whole::Result Whole::apply(std::size_t line, const ChangeServer& command)
{
  const auto service = table_.find(command.service);
  if (service == table_.end()) return std::errc::no_such_process;
  Destinations& servers = service->second.destinations;
  const bool exists = servers.contains(command.server);
  if (command.verb == Verb::add && exists) return std::errc::file_exists;
  if (command.verb != Verb::add && !exists) return std::errc::no_such_file_or_directory;
  if (command.verb == Verb::remove) {
    servers.erase(command.server);
    return {};
  }
  servers[command.server] = command.settings;
  server_lines_[{command.service, command.server}] = line;
  return {};
}

Whole::Result Whole::apply(std::size_t, const Clear&)
{
  table_.clear();
  return {};
}

Whole::Result Whole::apply(std::size_t, const SetTimeouts& command)
{
  using namespace std::chrono_literals;
  if (command.tcp != 0s) timeouts_[TimeoutKind::tcp] = command.tcp;
  if (command.tcp_fin != 0s) timeouts_[TimeoutKind::tcp_fin] = command.tcp_fin;
  if (command.udp != 0s) timeouts_[TimeoutKind::udp] = command.udp;
  return {};
}

Whole::Result Whole::apply(std::size_t line, const StartDaemon& command)
{
  auto& daemon = daemons_[command.role];
  if (daemon) return std::errc::file_exists;
  daemon = command.daemon;
  if (daemon->group == IpAddress{}) daemon->group = usual_group;
  daemon_lines_[command.role] = line;
  return {};
}

Whole::Result Whole::apply(std::size_t, const StopDaemon& command)
{
  daemons_[command.role].reset();
  return {};
}

KernelState Whole::desired(const KernelState& observed) const
{
  KernelState state = observed;
  state.ipvs = table_;
  state.timeouts = timeouts_;
  for (const auto& [role, daemon] : daemons_)
    if (daemon)
      state.sync_daemons[role] = *daemon;
    else
      state.sync_daemons.erase(role);
  return state;
}

std::size_t Whole::line_of(const Step& step) const
{
  return std::visit(
      [&](const auto& one) -> std::size_t {
        if constexpr (requires { one.destination; })
          return line_in(server_lines_, {one.service, one.destination});
        else if constexpr (requires { one.service; })
          return line_in(service_lines_, one.service);
        else if constexpr (requires { one.role; })
          return line_in(daemon_lines_, one.role);
        else
          return 0;
      },
      step);
}

}  // namespace ipvsadm
