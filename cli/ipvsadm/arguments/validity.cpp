// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/arguments/validity.hpp"

#include <array>
#include <string_view>

namespace ipvsadm {
namespace {

/// What one option is to one command: '+' required, 'x' illegal, '1' one of a group whose members
/// exclude each other, ' ' optional.
using Rule = char;

struct Row {
  Option option;
  std::string_view rules;  ///< one a column
};

// The columns follow CommandKind: A E D C L a e d Z R S, set, start-daemon, stop-daemon.
// clang-format off
constexpr std::array by_command{
    Row{Option::numeric,           "xxxx xxxxx xxx"},
    Row{Option::connection,        "xxxx1xxxxxxxxx"},
    Row{Option::service_address,   "+++x1+++ xxxxx"},
    Row{Option::scheduler,         "  xxxxxxxxxxxx"},
    Row{Option::persistent,        "  xxxxxxxxxxxx"},
    Row{Option::netmask,           "  xxxxxxxxxxxx"},
    Row{Option::real_server,       "xxxxx+++xxxxxx"},
    Row{Option::forwarding_method, "xxxxx  xxxxxxx"},
    Row{Option::weight,            "xxxxx  xxxxxxx"},
    Row{Option::u_threshold,       "xxxxx  xxxxxxx"},
    Row{Option::l_threshold,       "xxxxx  xxxxxxx"},
    Row{Option::mcast_interface,   "xxxxxxxxxxxx x"},
    Row{Option::timeout,           "xxxx1xxxxxxxxx"},
    Row{Option::daemon,            "xxxx1xxxxxxxxx"},
    Row{Option::stats,             "xxxx xxxxxxxxx"},
    Row{Option::rate,              "xxxx xxxxxxxxx"},
    Row{Option::thresholds,        "xxxx xxxxxxxxx"},
    Row{Option::persistent_conn,   "xxxx xxxxxxxxx"},
    Row{Option::nosort,            "xxxx xxxxxxxxx"},
    Row{Option::syncid,            "xxxx xxxxxxx  "},
    Row{Option::exact,             "xxxx xxxxxxxxx"},
    Row{Option::ops,               "  xxxxxxxxxxxx"},
    Row{Option::pe,                "  xxxxxxxxxxxx"},
    Row{Option::sched_flags,       "  xxxxxxxxxxxx"},
    Row{Option::mcast_group,       "xxxxxxxxxxxx x"},
    Row{Option::mcast_port,        "xxxxxxxxxxxx x"},
    Row{Option::mcast_ttl,         "xxxxxxxxxxxx x"},
    Row{Option::sync_maxlen,       "xxxxxxxxxxxx x"},
    Row{Option::tun_info,          "xxxx xxxxxxxxx"},
    Row{Option::tun_type,          "xxxxx  xxxxxxx"},
    Row{Option::tun_port,          "xxxxx  xxxxxxx"},
    Row{Option::tun_nocsum,        "xxxxx  xxxxxxx"},
    Row{Option::tun_csum,          "xxxxx  xxxxxxx"},
    Row{Option::tun_remcsum,       "xxxxx  xxxxxxx"},
    Row{Option::json,              "xxxx xxxxxxxxx"},
    Row{Option::atomic,            "xxxxxxxxx xxxx"},
    Row{Option::dry_run,           "xxxxxxxxx xxxx"},
};
// clang-format on
static_assert(by_command.size() == option_count);

// The columns follow TunnelType: ipip, gue, gre.
constexpr std::array by_tunnel{
    Row{Option::tun_port, "x+x"},
    Row{Option::tun_nocsum, "x11"},
    Row{Option::tun_csum, "x11"},
    Row{Option::tun_remcsum, "x1x"},
};

std::string in_single_quotes(std::string_view name)
{
  return "'" + std::string(name) + "'";
}

std::string in_single_quotes(Option option)
{
  return in_single_quotes(name_of(option));
}

/// `subject` is "'list' command".
template <std::size_t Rows>
std::optional<std::string> first_misfit(const OptionSet& given, const std::array<Row, Rows>& table,
                                        std::size_t column, const std::string& subject)
{
  std::optional<Option> chosen;
  for (const auto& [option, rules] : table) {
    const Rule rule = rules.at(column);
    if (!given.has(option)) {
      if (rule == '+')
        return "You need to supply the " + in_single_quotes(option) + " option for the " + subject;
      continue;
    }
    if (rule == 'x') return "Illegal " + in_single_quotes(option) + " option with the " + subject;
    if (rule != '1') continue;
    if (chosen)
      return "The option " + in_single_quotes(option) + " conflicts with the " +
             in_single_quotes(*chosen) + " option in the " + subject;
    chosen = option;
  }
  return {};
}

}  // namespace

std::optional<std::string> misfit(const OptionSet& given, CommandKind command)
{
  return first_misfit(given, by_command, static_cast<std::size_t>(command),
                      in_single_quotes(name_of(command)) + " command");
}

std::optional<std::string> misfit(const OptionSet& given, ipvsctl::TunnelType type)
{
  return first_misfit(given, by_tunnel, static_cast<std::size_t>(type),
                      in_single_quotes(to_string(type)) + " tunnel type");
}

}  // namespace ipvsadm
