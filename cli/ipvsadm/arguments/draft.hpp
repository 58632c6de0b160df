// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/ipvsadm/arguments/names.hpp"
#include "cli/ipvsadm/arguments/option.hpp"
#include "libipvsctl/model/service.hpp"
#include "libipvsctl/model/sync_daemon.hpp"

namespace ipvsadm {

/// What the options of one command line have said so far. Options are read in the order in which
/// they were given, and some mean something else before another one than after it: that is the
/// original's way, and scripts rest on it.
struct Draft {
  explicit Draft(Names& databases) : names(databases) {}

  OptionSet given;

  /// What the service's options said; no protocol as long as there was none of them.
  std::optional<ipvsctl::Protocol> protocol;
  ipvsctl::IpAddress address;
  std::uint16_t port = 0;
  std::uint32_t mark = 0;  ///< 0 for a service by address
  ipvsctl::ServiceSettings service = unsaid_settings();
  std::string scheduler_flags;

  ipvsctl::DestinationKey server;
  ipvsctl::DestinationSettings server_settings{.forwarding = ipvsctl::ForwardingMethod::direct,
                                               .tunnel = {}};

  ipvsctl::SyncDaemon daemon;

  // One function an option that has a value or alters more than its slot; each throws Refusal where
  // the value is no good.
  void tcp_service(const std::string& value);
  void udp_service(const std::string& value);
  void sctp_service(const std::string& value);
  void fwmark_service(const std::string& value);
  void ipv6(const std::string& value);
  void scheduler(const std::string& value);
  void persistent(const std::string& value);
  void persistent_by_default(const std::string& value);
  void netmask(const std::string& value);
  void persistence_engine(const std::string& value);
  void flags_of_scheduler(const std::string& value);
  void one_packet(const std::string& value);
  void real_server(const std::string& value);
  void gatewaying(const std::string& value);
  void ipip(const std::string& value);
  void masquerading(const std::string& value);
  void weight(const std::string& value);
  void upper_threshold(const std::string& value);
  void lower_threshold(const std::string& value);
  void tunnel_type(const std::string& value);
  void tunnel_port(const std::string& value);
  void tunnel_without_checksum(const std::string& value);
  void tunnel_with_checksum(const std::string& value);
  void tunnel_with_remote_checksum(const std::string& value);
  void mcast_interface(const std::string& value);
  void syncid(const std::string& value);
  void sync_maxlen(const std::string& value);
  void mcast_group(const std::string& value);
  void mcast_port(const std::string& value);
  void mcast_ttl(const std::string& value);

  ipvsctl::ServiceKey service_key() const;

private:
  static ipvsctl::ServiceSettings unsaid_settings();
  void by_address(ipvsctl::Protocol by, const std::string& value);

  Names& names;
};

}  // namespace ipvsadm
