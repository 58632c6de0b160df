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

/// What the kernel's start_sync_thread() leaves as it is; it takes the nearest of them in place of
/// any other length, and reports that one.
struct Lengths {
  std::uint16_t least;
  std::uint16_t most;
};

Lengths lengths_of(SyncRole role, Family family)
{
  const std::uint16_t least = role == SyncRole::backup ? 1024 : 1;
  // 65535 without the headers of IP and UDP.
  return family == Family::ipv4 ? Lengths{least, 65507} : Lengths{least, 65487};
}

/// Whether `length` is one of some daemon's: what the schema lets pass.
bool is_length(std::uint16_t length)
{
  const Lengths widest = lengths_of(SyncRole::master, Family::ipv4);
  return length >= widest.least && length <= widest.most;
}

void check_length(const Json& value, std::uint16_t length, SyncRole role, Family family,
                  Findings& findings)
{
  const auto [least, most] = lengths_of(role, family);
  if (!is_length(length) || (length >= least && length <= most)) return;
  const std::string group = family == Family::ipv4 ? "an IPv4 group" : "an IPv6 group";
  findings.error(value, "expected a whole number from " + std::to_string(least) + " to " +
                            std::to_string(most) + ", which is what the kernel takes for a " +
                            to_string(role) + " with " + group + ", found " +
                            std::to_string(length));
}

std::uint16_t read_length(const Json& daemon, SyncRole role, Family family, Findings& findings)
{
  const Json* value = member(daemon, "max_length");
  const auto length = number_of<std::uint16_t>(value);
  if (!length) return 0;
  check_length(*value, *length, role, family, findings);
  return *length;
}

SyncDaemon read_daemon(const Json& daemon, SyncRole role, const Reading& reading)
{
  SyncDaemon read;
  read.interface = read_interface(daemon, reading).value_or("");
  read.sync_id = number_of<std::uint8_t>(member(daemon, "id")).value_or(read.sync_id);
  read.group = read_group(daemon, reading.findings);
  read.max_length = read_length(daemon, role, read.group.family, reading.findings);
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
    read[role] = read_daemon(*daemon, role, reading);
  }
  return read;
}

}  // namespace lvsd
