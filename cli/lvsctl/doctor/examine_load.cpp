// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <bit>

#include "cli/lvsctl/doctor/examine.hpp"

namespace lvsctl::doctor {
namespace {

using namespace ipvsctl;

/// How long IPVS remembers a short TCP connection after its end (TIME_WAIT, ip_vs_proto_tcp.c).
constexpr std::uint64_t seconds_remembered = 120;
/// Entries that share a place in the table, above which a look-up costs more than the rest of a
/// packet's way.
constexpr std::uint64_t tolerable_chain = 4;

/// How many connections the table holds, or will hold at the present rate, whichever is more.
std::uint64_t connections_expected(const Host& host)
{
  std::uint64_t known = 0;
  std::uint64_t rate = 0;
  for (const auto& [key, service] : host.measured) {
    rate += service.counters.connection_rate;
    for (const auto& [server, measured] : service.destinations)
      known += std::uint64_t{measured.active_connections} + measured.inactive_connections +
               measured.persistent_connections;
  }
  return std::max(known, rate * seconds_remembered);
}

}  // namespace

void examine_load(const Host& host, Findings& findings)
{
  const std::uint64_t expected = connections_expected(host);
  if (host.connection_table_size == 0 || expected <= tolerable_chain * host.connection_table_size)
    return;
  constexpr int most_bits = 20;  // of conn_tab_bits (net/netfilter/ipvs/Kconfig)
  const int bits = std::min(static_cast<int>(std::bit_width(expected)), most_bits);
  findings.push_back({Severity::advice, "connection_table", "IPVS",
                      std::to_string(expected) +
                          " connections (now, or soon at the present rate) share a table of " +
                          std::to_string(host.connection_table_size) +
                          " places: every packet is searched for",
                      "echo 'options ip_vs conn_tab_bits=" + std::to_string(bits) +
                          "' > /etc/modprobe.d/ip_vs.conf, and a reboot"});
}

}  // namespace lvsctl::doctor
