// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <bitset>
#include <cstddef>
#include <string_view>

namespace ipvsadm {

/// What an option is about, in the order in which the original checks them; whatever shares a slot
/// (-t, -u and -f) excludes each other. The last three are ours.
enum class Option : std::size_t {
  numeric,
  connection,
  service_address,
  scheduler,
  persistent,
  netmask,
  real_server,
  forwarding_method,
  weight,
  u_threshold,
  l_threshold,
  mcast_interface,
  timeout,
  daemon,
  stats,
  rate,
  thresholds,
  persistent_conn,
  nosort,
  syncid,
  exact,
  ops,
  pe,
  sched_flags,
  mcast_group,
  mcast_port,
  mcast_ttl,
  sync_maxlen,
  tun_info,
  tun_type,
  tun_port,
  tun_nocsum,
  tun_csum,
  tun_remcsum,
  json,
  atomic,
  dry_run,
};

constexpr std::size_t option_count = static_cast<std::size_t>(Option::dry_run) + 1;

/// Which slots a command line has filled.
class OptionSet {
public:
  bool has(Option option) const { return bits_.test(static_cast<std::size_t>(option)); }
  void insert(Option option) { bits_.set(static_cast<std::size_t>(option)); }

private:
  std::bitset<option_count> bits_;
};

/// The slot's name in messages: "service-address".
std::string_view name_of(Option option);

}  // namespace ipvsadm
