// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/arguments/option.hpp"

#include <array>

namespace ipvsadm {
namespace {

constexpr std::array<std::string_view, option_count> names{"numeric",
                                                           "connection",
                                                           "service-address",
                                                           "scheduler",
                                                           "persistent",
                                                           "netmask",
                                                           "real-server",
                                                           "forwarding-method",
                                                           "weight",
                                                           "u-threshold",
                                                           "l-threshold",
                                                           "mcast-interface",
                                                           "timeout",
                                                           "daemon",
                                                           "stats",
                                                           "rate",
                                                           "thresholds",
                                                           "persistent-conn",
                                                           "nosort",
                                                           "syncid",
                                                           "exact",
                                                           "ops",
                                                           "pe",
                                                           "sched-flags",
                                                           "mcast-group",
                                                           "mcast-port",
                                                           "mcast-ttl",
                                                           "sync-maxlen",
                                                           "tun-info",
                                                           "tun-type",
                                                           "tun-port",
                                                           "tun-nocsum",
                                                           "tun-csum",
                                                           "tun-remcsum",
                                                           "json",
                                                           "atomic",
                                                           "dry-run"};

static_assert(!names.back().empty());

}  // namespace

std::string_view name_of(Option option)
{
  return names.at(static_cast<std::size_t>(option));
}

}  // namespace ipvsadm
