// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/quoted.hpp"
#include "lvsd/config/read_address.hpp"
#include "lvsd/config/read_director.hpp"

namespace lvsd {
namespace {

using namespace ipvsctl;

bool is_multicast(const IpAddress& address)
{
  return address.family == Family::ipv4 ? (address.bytes[0] & std::byte{0xf0}) == std::byte{0xe0}
                                        : address.bytes[0] == std::byte{0xff};
}

IpAddress read_group(const Json& daemon, Findings& findings)
{
  const Json* value = member(daemon, "group");
  const std::string* text = text_of(value);
  if (text == nullptr || text->empty()) return {};
  const auto address = parse_ip_address(*text);
  if (!address || !is_multicast(*address)) {
    findings.error(
        *value, "expected a multicast address such as \"224.0.0.81\", found " + in_quotes(*text));
    return {};
  }
  return *address;
}

SyncDaemon read_daemon(const Json& daemon, const Reading& reading)
{
  SyncDaemon read;
  read.interface = read_interface(daemon, reading).value_or("");
  read.sync_id = number_of<std::uint8_t>(member(daemon, "id")).value_or(read.sync_id);
  read.max_length =
      number_of<std::uint16_t>(member(daemon, "max_length")).value_or(read.max_length);
  read.group = read_group(daemon, reading.findings);
  read.port = number_of<std::uint16_t>(member(daemon, "port")).value_or(read.port);
  read.ttl = number_of<std::uint8_t>(member(daemon, "ttl")).value_or(read.ttl);
  return read;
}

}  // namespace

SyncDaemons read_sync(const Json& list, const Reading& reading)
{
  SyncDaemons read;
  std::map<SyncRole, const Json*> places;
  for (const Json* daemon : elements_of(&list)) {
    const std::string word = text_member(*daemon, "role");
    if (word != "master" && word != "backup") continue;
    const SyncRole role = word == "master" ? SyncRole::master : SyncRole::backup;
    const auto [first, is_new] = places.emplace(role, daemon);
    if (!is_new)
      reading.findings.error(*daemon, "there are two sync daemons of the role " + in_quotes(word),
                             *first->second);
    read[role] = read_daemon(*daemon, reading);
  }
  return read;
}

}  // namespace lvsd
