// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/run/system_names.hpp"

#include <arpa/inet.h>
#include <netdb.h>

#include <cstring>

namespace ipvsadm {
namespace {

using namespace ipvsctl;

/// The answer to `key` in `known`, found out by `ask` the first time.
template <class Known, class Key, class Ask>
auto remembered(Known& known, const Key& key, Ask ask)
{
  const auto [entry, is_new] = known.try_emplace(key);
  if (is_new) entry->second = ask();
  return entry->second;
}

std::optional<IpAddress> ask_address(const std::string& host)
{
  const hostent* const entry = gethostbyname(host.c_str());
  if (entry == nullptr || entry->h_addrtype != AF_INET || entry->h_addr_list[0] == nullptr)
    return {};
  IpAddress address;
  std::memcpy(address.bytes.data(), entry->h_addr_list[0], sizeof(in_addr));
  return address;
}

std::optional<std::string> ask_host(const IpAddress& address)
{
  const hostent* const entry = gethostbyaddr(address.bytes.data(), address_bits(address.family) / 8,
                                             static_cast<int>(address.family));
  if (entry == nullptr) return {};
  return std::string(entry->h_name);
}

std::optional<std::uint16_t> ask_port(const std::string& service, Protocol protocol)
{
  const servent* const entry = getservbyname(service.c_str(), to_string(protocol).c_str());
  if (entry == nullptr) return {};
  return ntohs(static_cast<std::uint16_t>(entry->s_port));
}

std::optional<std::string> ask_service(std::uint16_t port, Protocol protocol)
{
  const servent* const entry = getservbyport(htons(port), to_string(protocol).c_str());
  if (entry == nullptr) return {};
  return std::string(entry->s_name);
}

}  // namespace

std::optional<IpAddress> SystemNames::address_of(const std::string& host)
{
  return remembered(addresses_, host, [&] { return ask_address(host); });
}

std::optional<std::string> SystemNames::host_of(const IpAddress& address)
{
  return remembered(hosts_, address, [&] { return ask_host(address); });
}

std::optional<std::uint16_t> SystemNames::port_of(const std::string& service, Protocol protocol)
{
  return remembered(ports_, std::pair{service, protocol},
                    [&] { return ask_port(service, protocol); });
}

std::optional<std::string> SystemNames::service_of(std::uint16_t port, Protocol protocol)
{
  return remembered(services_, std::pair{port, protocol},
                    [&] { return ask_service(port, protocol); });
}

}  // namespace ipvsadm
