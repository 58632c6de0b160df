// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/listing/naming.hpp"

namespace ipvsadm {
namespace {

constexpr std::size_t longest_listed = 59;

std::string joined(const ipvsctl::IpAddress& address, const std::string& host,
                   const std::string& service)
{
  const bool bracketed = address.family == ipvsctl::Family::ipv6;
  return bracketed ? "[" + host + "]:" + service : host + ":" + service;
}

}  // namespace

using ipvsctl::Family;
using ipvsctl::IpAddress;
using ipvsctl::Protocol;

std::string Naming::host(const IpAddress& address) const
{
  if (names_ != nullptr)
    if (auto name = names_->host_of(address)) return *std::move(name);
  return to_string(address);
}

std::string Naming::service(std::uint16_t port, std::optional<Protocol> protocol) const
{
  if (names_ != nullptr && protocol)
    if (auto name = names_->service_of(port, *protocol)) return *std::move(name);
  return std::to_string(port);
}

std::string Naming::listed(const IpAddress& address, std::uint16_t port,
                           std::optional<Protocol> protocol) const
{
  if (names_ == nullptr) return endpoint_text(address, port);
  return joined(address, host(address), service(port, protocol)).substr(0, longest_listed);
}

std::string Naming::saved(const IpAddress& address, std::uint16_t port,
                          std::optional<Protocol> protocol) const
{
  if (names_ == nullptr) return endpoint_text(address, port);
  return joined(address, address.family == Family::ipv6 ? to_string(address) : host(address),
                service(port, protocol));
}

}  // namespace ipvsadm
