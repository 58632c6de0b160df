// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string>
#include <utility>

#include "cli/ipvsadm/arguments/names.hpp"

namespace tests {

/// Names from tables.
class KnownNames : public ipvsadm::Names {
public:
  std::map<std::string, std::string> hosts{{"localhost", "127.0.0.1"}, {"www", "192.0.2.1"}};
  std::map<std::pair<std::string, ipvsctl::Protocol>, std::uint16_t> services{
      {{"http", ipvsctl::Protocol::tcp}, 80},
      {{"domain", ipvsctl::Protocol::tcp}, 53},
      {{"domain", ipvsctl::Protocol::udp}, 53}};

  std::optional<ipvsctl::IpAddress> address_of(const std::string& host) override
  {
    const auto known = hosts.find(host);
    return known == hosts.end() ? std::nullopt : ipvsctl::parse_ip_address(known->second);
  }

  std::optional<std::string> host_of(const ipvsctl::IpAddress& address) override
  {
    for (const auto& [name, text] : hosts)
      if (ipvsctl::parse_ip_address(text) == address) return name;
    return {};
  }

  std::optional<std::uint16_t> port_of(const std::string& service,
                                       ipvsctl::Protocol protocol) override
  {
    const auto known = services.find({service, protocol});
    if (known == services.end()) return {};
    return known->second;
  }

  std::optional<std::string> service_of(std::uint16_t port, ipvsctl::Protocol protocol) override
  {
    for (const auto& [key, number] : services)
      if (number == port && key.second == protocol) return key.first;
    return {};
  }
};

}  // namespace tests
