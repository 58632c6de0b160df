// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "libipvsctl/model/ip_address.hpp"
#include "lvsd/config/plain_text.hpp"

namespace lvsd {

/// A server as nearly all are written: one address, and perhaps a name, a port and a weight.
struct PlainServer {
  ipvsctl::IpAddress address;
  std::string name;
  std::optional<std::uint16_t> port;
  std::uint32_t weight = 1;
  bool operator==(const PlainServer&) const = default;
};

struct PlainServers {
  std::vector<PlainServer> servers;
  std::size_t values = 0;  ///< JSON values in the list, and the list
};

/// Takes a list of such servers, each of which fits the schema. No JSON value is made for what is
/// thrown away at once: of a config with tens of thousands of servers that is most.
///
/// None where there is anything else in the list, or it is no list; `text` is then anywhere.
std::optional<PlainServers> take_plain_servers(PlainText& text);

}  // namespace lvsd
