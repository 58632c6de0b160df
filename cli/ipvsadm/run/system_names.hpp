// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>

#include "cli/ipvsadm/arguments/names.hpp"

namespace ipvsadm {

/// The names that the system knows: /etc/hosts, DNS and /etc/services, as nsswitch.conf(5) says.
///
/// Each question is asked once; for one thread, as gethostbyname(3) is.
class SystemNames : public Names {
public:
  std::optional<ipvsctl::IpAddress> address_of(const std::string& host) override;
  std::optional<std::string> host_of(const ipvsctl::IpAddress& address) override;
  std::optional<std::uint16_t> port_of(const std::string& service,
                                       ipvsctl::Protocol protocol) override;
  std::optional<std::string> service_of(std::uint16_t port, ipvsctl::Protocol protocol) override;

private:
  std::map<std::string, std::optional<ipvsctl::IpAddress>> addresses_;
  std::map<ipvsctl::IpAddress, std::optional<std::string>> hosts_;
  std::map<std::pair<std::string, ipvsctl::Protocol>, std::optional<std::uint16_t>> ports_;
  std::map<std::pair<std::uint16_t, ipvsctl::Protocol>, std::optional<std::string>> services_;
};

}  // namespace ipvsadm
