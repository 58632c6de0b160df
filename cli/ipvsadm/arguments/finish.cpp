// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/arguments/finish.hpp"

#include <array>

#include "cli/ipvsadm/arguments/numbers.hpp"
#include "cli/ipvsadm/arguments/refusal.hpp"
#include "cli/ipvsadm/arguments/scheduler_flags.hpp"
#include "cli/ipvsadm/arguments/validity.hpp"

namespace ipvsadm {
namespace {

using namespace ipvsctl;

std::chrono::seconds read_timeout(const std::string& text)
{
  const auto seconds = bounded_number(text, 0, 31L * 24 * 60 * 60);
  if (!seconds) throw Refusal{"invalid timeout value `" + text + "' specified"};
  return std::chrono::seconds(*seconds);
}

Command finish_service(Verb verb, const Draft& draft)
{
  const bool by_mark = draft.mark != 0;
  if (verb != Verb::remove) {
    if (!by_mark && draft.port == 0 && !draft.service.persistent)
      throw Refusal{"Zero port specified for non-persistent service"};
    if (draft.service.one_packet && !by_mark && draft.protocol != Protocol::udp)
      throw Refusal{"One-Packet Scheduling is only for UDP virtual services"};
  }
  return ChangeService{verb, draft.service_key(), draft.service};
}

bool has_tunnel_option(const OptionSet& given)
{
  constexpr std::array tunnel_options{Option::tun_type, Option::tun_port, Option::tun_nocsum,
                                      Option::tun_csum, Option::tun_remcsum};
  for (const Option option : tunnel_options)
    if (given.has(option)) return true;
  return false;
}

void check_tunnel(const Draft& draft)
{
  if (draft.server_settings.forwarding == ForwardingMethod::tunnel) {
    if (const auto wrong = misfit(draft.given, draft.server_settings.tunnel.type))
      throw Refusal{*wrong};
    return;
  }
  if (draft.address.family != draft.server.address.family)
    throw Refusal{"Different address family is allowed only for tunneling servers"};
  if (has_tunnel_option(draft.given)) throw Refusal{"Tunnel options conflict with forward method"};
}

Command finish_server(Verb verb, Draft& draft)
{
  if (verb != Verb::remove) {
    // Without address translation the packet keeps its port, so the server's is the service's.
    if (draft.mark == 0 && draft.server_settings.forwarding != ForwardingMethod::masquerade)
      draft.server.port = draft.port;
    check_tunnel(draft);
  }
  return ChangeServer{verb, draft.service_key(), draft.server, draft.server_settings};
}

TableView view_of(const OptionSet& given)
{
  constexpr std::array views{
      std::pair{Option::stats, TableView::stats},
      std::pair{Option::rate, TableView::rates},
      std::pair{Option::thresholds, TableView::thresholds},
      std::pair{Option::persistent_conn, TableView::persistent_connections},
      std::pair{Option::tun_info, TableView::tunnels},
  };
  for (const auto& [option, view] : views)
    if (given.has(option)) return view;
  return TableView::usual;
}

void check_list(const OptionSet& given)
{
  const bool settings = given.has(Option::timeout) || given.has(Option::daemon);
  const bool counted =
      given.has(Option::stats) || given.has(Option::rate) || given.has(Option::thresholds);
  if (((settings || given.has(Option::connection)) && counted) ||
      (settings && given.has(Option::persistent_conn)))
    throw Refusal{"options conflicts in the list command"};
}

Command finish_list(const Draft& draft)
{
  const OptionSet& given = draft.given;
  check_list(given);
  const bool json = given.has(Option::json);
  if (given.has(Option::connection))
    return ListConnections{given.has(Option::numeric), given.has(Option::persistent_conn), json};
  if (given.has(Option::timeout)) return ListTimeouts{json};
  if (given.has(Option::daemon)) return ListDaemons{json};
  ListTable list{.service = {},
                 .view = view_of(given),
                 .numeric = given.has(Option::numeric),
                 .exact = given.has(Option::exact),
                 .sorted = !given.has(Option::nosort),
                 .json = json};
  if (given.has(Option::service_address)) list.service = draft.service_key();
  return list;
}

Command finish_start(SyncRole role, Draft& draft)
{
  if (draft.daemon.interface.empty()) draft.daemon.interface = "eth0";
  return StartDaemon{role, draft.daemon};
}

Command finish_restore(const OptionSet& given)
{
  if (given.has(Option::dry_run)) return Restore{RestoreMode::dry_run};
  if (given.has(Option::atomic)) return Restore{RestoreMode::atomic};
  return Restore{};
}

Command finish_zero(const Draft& draft)
{
  if (!draft.given.has(Option::service_address)) return Zero{};
  return Zero{draft.service_key()};
}

}  // namespace

SetTimeouts read_positional(CommandKind kind, const std::vector<std::string>& words)
{
  SetTimeouts timeouts;
  std::size_t expected = 0;
  if (kind == CommandKind::set) {
    expected = 3;
    if (words.size() < expected) throw Refusal{"--set option requires 3 timeout values"};
    timeouts = {read_timeout(words[0]), read_timeout(words[1]), read_timeout(words[2])};
  }
  if (words.size() > expected) throw Refusal{"unexpected argument " + words[expected]};
  return timeouts;
}

void read_flags_of_scheduler(Draft& draft)
{
  if (draft.service.scheduler.empty()) draft.service.scheduler = "wlc";
  draft.service.scheduler_flags =
      read_scheduler_flags(draft.scheduler_flags, draft.service.scheduler);
}

Command finish(CommandKind kind, Draft& draft, const CommandValues& values)
{
  switch (kind) {
    case CommandKind::add_service:
      return finish_service(Verb::add, draft);
    case CommandKind::edit_service:
      return finish_service(Verb::edit, draft);
    case CommandKind::delete_service:
      return finish_service(Verb::remove, draft);
    case CommandKind::add_server:
      return finish_server(Verb::add, draft);
    case CommandKind::edit_server:
      return finish_server(Verb::edit, draft);
    case CommandKind::delete_server:
      return finish_server(Verb::remove, draft);
    case CommandKind::clear:
      return Clear{};
    case CommandKind::zero:
      return finish_zero(draft);
    case CommandKind::set:
      return values.timeouts;
    case CommandKind::start_daemon:
      return finish_start(values.role, draft);
    case CommandKind::stop_daemon:
      return StopDaemon{values.role};
    case CommandKind::list:
      return finish_list(draft);
    case CommandKind::save:
      return Save{draft.given.has(Option::numeric)};
    case CommandKind::restore:
      return finish_restore(draft.given);
    case CommandKind::help:
      return Help{};
    case CommandKind::version:
      return Version{};
  }
  return Help{};
}

}  // namespace ipvsadm
