// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/read_persistence.hpp"

#include "lvsd/config/quoted.hpp"
#include "lvsd/config/read_address.hpp"
#include "lvsd/config/read_duration.hpp"

namespace lvsd {
namespace {

using namespace std::chrono_literals;
using ipvsctl::Family;

/// What ipvsadm takes, and what a kernel with 1000 ticks a second can still count.
constexpr std::chrono::seconds longest_persistence = 31 * 24h;

class NetmaskReader {
public:
  NetmaskReader(const std::set<Family>& families, Findings& findings)
      : families_(families), findings_(findings)
  {
  }

  void read(const Json& netmask, Persistence& persistence);

private:
  void read_number(const Json& netmask, Persistence& persistence);
  void read_mask(const Json& netmask, Persistence& persistence);
  bool serves(Family family) const { return families_.contains(family); }

  const std::set<Family>& families_;
  Findings& findings_;
};

void NetmaskReader::read(const Json& netmask, Persistence& persistence)
{
  if (netmask.is_string()) {
    if (serves(Family::ipv6) && !serves(Family::ipv4))
      return findings_.error(netmask,
                             "an IPv4 mask, and the service has IPv6 clients; expected a "
                             "prefix length such as 64");
    return read_mask(netmask, persistence);
  }
  if (!netmask.is_object()) return read_number(netmask, persistence);
  if (const Json* ipv4 = member(netmask, "ipv4")) {
    persistence.ipv4_prefix = number_of<std::uint8_t>(ipv4).value_or(32);
    if (ipv4->is_string()) read_mask(*ipv4, persistence);
  }
  persistence.ipv6_prefix = number_of<std::uint8_t>(member(netmask, "ipv6")).value_or(128);
}

void NetmaskReader::read_number(const Json& netmask, Persistence& persistence)
{
  const auto length = number_of<std::uint8_t>(&netmask);
  if (!length || *length > 128) return;
  if (serves(Family::ipv4) && serves(Family::ipv6)) {
    findings_.error(netmask,
                    "the service has IPv4 and IPv6 clients; say for each, as "
                    "{ \"ipv4\": 24, \"ipv6\": 64 }");
  } else if (serves(Family::ipv4) && *length > 32) {
    findings_.error(netmask, "expected a prefix length from 0 to 32, found " + shown(netmask));
  } else if (serves(Family::ipv6) && *length == 0) {
    findings_.error(netmask, "expected a prefix length from 1 to 128, found 0");
  } else {
    (serves(Family::ipv4) ? persistence.ipv4_prefix : persistence.ipv6_prefix) = *length;
  }
}

void NetmaskReader::read_mask(const Json& netmask, Persistence& persistence)
{
  const std::string& text = *text_of(&netmask);
  if (text.empty()) return;
  const auto length = parse_netmask(text);
  if (!length)
    findings_.error(netmask, in_quotes(text) +
                                 " is not a netmask; one is \"255.255.255.0\", the "
                                 "same as the prefix length 24");
  else
    persistence.ipv4_prefix = *length;
}

void check_timeout(const Json& value, Findings& findings)
{
  for (const char* key : {"netmask", "engine"})
    if (const Json* extra = member(value, key))
      findings.error_at_key(*extra, in_quotes(key) +
                                        " without persistence does nothing; give a "
                                        "\"timeout\", such as \"5m\"");
}

}  // namespace

Persistence read_persistence(const Json& value, const std::set<Family>& families,
                             Findings& findings)
{
  Persistence read;
  const Json* timeout = value.is_object() ? member(value, "timeout") : &value;
  const auto seconds =
      timeout == nullptr ? 0s : read_seconds(*timeout, 0s, longest_persistence, findings);
  read.known = seconds.has_value();
  read.timeout = seconds.value_or(1s);
  if (read.timeout == 0s) check_timeout(value, findings);
  if (const Json* netmask = member(value, "netmask"))
    NetmaskReader(families, findings).read(*netmask, read);
  read.engine = text_member(value, "engine");
  return read;
}

}  // namespace lvsd
