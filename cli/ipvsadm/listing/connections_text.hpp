// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cli/ipvsadm/listing/naming.hpp"

namespace ipvsadm {

struct Endpoint {
  ipvsctl::IpAddress address;
  std::uint16_t port = 0;  ///< host byte order

  bool operator==(const Endpoint&) const = default;
};

/// A row of /proc/net/ip_vs_conn.
struct Connection {
  std::string protocol;  ///< "TCP", "UDP", "SCTP", or "IP" for a template by firewall mark
  Endpoint client;
  Endpoint service;  ///< of a template by mark the mark stands for the address
  Endpoint server;
  std::string state;
  unsigned expires = 0;  ///< seconds
  std::string persistence_engine;
  std::string persistence_data;

  bool operator==(const Connection&) const = default;
};

/// Reads one row; none for the title and for what is no row.
std::optional<Connection> read_connection(std::string_view row);

std::string connection_titles(bool persistence_data);

/// The row as it is listed.
std::string connection_text(const Connection& connection, bool persistence_data,
                            const Naming& naming);

}  // namespace ipvsadm
