// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/arguments/grammar.hpp"

#include <array>

namespace ipvsadm {
namespace {

constexpr Spelling command(const char* long_name, char short_name, CommandKind kind,
                           Argument argument = Argument::none)
{
  return {.long_name = long_name, .short_name = short_name, .argument = argument, .command = kind};
}

constexpr Spelling flag(const char* long_name, char short_name, std::optional<Option> slot,
                        Spelling::Read read = nullptr)
{
  return {.long_name = long_name, .short_name = short_name, .slot = slot, .read = read};
}

constexpr Spelling value(const char* long_name, char short_name, Option slot, Spelling::Read read)
{
  return {.long_name = long_name,
          .short_name = short_name,
          .argument = Argument::required,
          .slot = slot,
          .read = read};
}

constexpr Spelling optional_value(const char* long_name, char short_name, Option slot,
                                  Spelling::Read read, Spelling::Read read_without_value)
{
  return {.long_name = long_name,
          .short_name = short_name,
          .argument = Argument::optional,
          .slot = slot,
          .read = read,
          .read_without_value = read_without_value};
}

// What restores are full of comes first: popt looks from the front each time.
constexpr std::array spellings{
    command("add-server", 'a', CommandKind::add_server),
    value("tcp-service", 't', Option::service_address, &Draft::tcp_service),
    value("real-server", 'r', Option::real_server, &Draft::real_server),
    value("weight", 'w', Option::weight, &Draft::weight),
    flag("masquerading", 'm', Option::forwarding_method, &Draft::masquerading),
    flag("gatewaying", 'g', Option::forwarding_method, &Draft::gatewaying),
    flag("ipip", 'i', Option::forwarding_method, &Draft::ipip),
    command("add-service", 'A', CommandKind::add_service),
    value("scheduler", 's', Option::scheduler, &Draft::scheduler),
    value("udp-service", 'u', Option::service_address, &Draft::udp_service),
    value("fwmark-service", 'f', Option::service_address, &Draft::fwmark_service),
    optional_value("persistent", 'p', Option::persistent, &Draft::persistent,
                   &Draft::persistent_by_default),
    command("edit-service", 'E', CommandKind::edit_service),
    command("delete-service", 'D', CommandKind::delete_service),
    command("clear", 'C', CommandKind::clear),
    command("list", 'L', CommandKind::list),
    command("list", 'l', CommandKind::list),
    command("edit-server", 'e', CommandKind::edit_server),
    command("delete-server", 'd', CommandKind::delete_server),
    command("zero", 'Z', CommandKind::zero),
    command("restore", 'R', CommandKind::restore),
    command("save", 'S', CommandKind::save),
    command("set", '\0', CommandKind::set),
    command("start-daemon", '\0', CommandKind::start_daemon, Argument::required),
    command("stop-daemon", '\0', CommandKind::stop_daemon, Argument::required),
    command("help", 'h', CommandKind::help),
    command("version", 'v', CommandKind::version),
    value("sctp-service", '\0', Option::service_address, &Draft::sctp_service),
    flag("ipv6", '6', {}, &Draft::ipv6),
    value("netmask", 'M', Option::netmask, &Draft::netmask),
    value("pe", '\0', Option::pe, &Draft::persistence_engine),
    value("sched-flags", 'b', Option::sched_flags, &Draft::flags_of_scheduler),
    flag("ops", 'o', Option::ops, &Draft::one_packet),
    value("u-threshold", 'x', Option::u_threshold, &Draft::upper_threshold),
    value("l-threshold", 'y', Option::l_threshold, &Draft::lower_threshold),
    value("tun-type", '\0', Option::tun_type, &Draft::tunnel_type),
    value("tun-port", '\0', Option::tun_port, &Draft::tunnel_port),
    flag("tun-nocsum", '\0', Option::tun_nocsum, &Draft::tunnel_without_checksum),
    flag("tun-csum", '\0', Option::tun_csum, &Draft::tunnel_with_checksum),
    flag("tun-remcsum", '\0', Option::tun_remcsum, &Draft::tunnel_with_remote_checksum),
    flag("numeric", 'n', Option::numeric),
    flag("connection", 'c', Option::connection),
    flag("timeout", '\0', Option::timeout),
    flag("daemon", '\0', Option::daemon),
    flag("stats", '\0', Option::stats),
    flag("rate", '\0', Option::rate),
    flag("thresholds", '\0', Option::thresholds),
    flag("persistent-conn", '\0', Option::persistent_conn),
    flag("tun-info", '\0', Option::tun_info),
    flag("exact", 'X', Option::exact),
    flag("nosort", '\0', Option::nosort),
    flag("sort", '\0', {}),
    value("mcast-interface", '\0', Option::mcast_interface, &Draft::mcast_interface),
    value("syncid", '\0', Option::syncid, &Draft::syncid),
    value("sync-maxlen", '\0', Option::sync_maxlen, &Draft::sync_maxlen),
    value("mcast-group", '\0', Option::mcast_group, &Draft::mcast_group),
    value("mcast-port", '\0', Option::mcast_port, &Draft::mcast_port),
    value("mcast-ttl", '\0', Option::mcast_ttl, &Draft::mcast_ttl),
    flag("json", '\0', Option::json),
    flag("atomic", '\0', Option::atomic),
    flag("dry-run", '\0', Option::dry_run),
};

}  // namespace

std::span<const Spelling> grammar()
{
  return spellings;
}

}  // namespace ipvsadm
