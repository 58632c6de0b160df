// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/random_state.hpp"

#include <array>

namespace tests {
namespace {

using namespace ipvsctl;

unsigned pick(Random& random, unsigned below)
{
  return std::uniform_int_distribution<unsigned>(0, below - 1)(random);
}

bool chance(Random& random)
{
  return pick(random, 2) == 0;
}

IpAddress random_address(Random& random)
{
  static const std::array texts{"192.0.2.1", "192.0.2.2", "10.0.0.7", "2001:db8::1", "2001:db8::2"};
  return *parse_ip_address(texts.at(pick(random, texts.size())));
}

Protocol random_protocol(Random& random)
{
  return std::array{Protocol::tcp, Protocol::udp, Protocol::sctp}.at(pick(random, 3));
}

ServiceKey random_key(Random& random)
{
  if (pick(random, 3) == 0)
    return FirewallMark{chance(random) ? Family::ipv4 : Family::ipv6, 1 + pick(random, 3)};
  return VirtualAddress{random_protocol(random), random_address(random),
                        static_cast<std::uint16_t>(80 + pick(random, 2))};
}

ServiceSettings random_settings(Random& random, Family family)
{
  ServiceSettings settings = default_settings(family);
  settings.scheduler = std::array{"rr", "wlc", "mh"}.at(pick(random, 3));
  settings.scheduler_flags = static_cast<std::uint8_t>(pick(random, 8));
  settings.one_packet = chance(random);
  settings.persistent = chance(random);
  settings.persistence_timeout = std::chrono::seconds(pick(random, 2) * 300);
  if (chance(random)) settings.persistence_netmask = prefix_netmask(family, 24);
  if (chance(random)) settings.persistence_engine = "sip";
  return settings;
}

DestinationSettings random_destination(Random& random)
{
  DestinationSettings settings;
  settings.forwarding = static_cast<ForwardingMethod>(pick(random, 4));
  settings.weight = pick(random, 3);
  settings.upper_threshold = pick(random, 2) * 100;
  settings.lower_threshold = pick(random, 2) * 50;
  settings.tunnel = {static_cast<TunnelType>(pick(random, 3)),
                     static_cast<std::uint16_t>(pick(random, 2) * 6080),
                     static_cast<TunnelChecksum>(pick(random, 3))};
  return settings;
}

IpvsTable random_table(Random& random)
{
  IpvsTable table;
  for (unsigned i = pick(random, 6); i > 0; --i) {
    const ServiceKey key = random_key(random);
    Service& service = table[key];
    service.settings = random_settings(random, family_of(key));
    for (unsigned j = pick(random, 5); j > 0; --j)
      service.destinations[{random_address(random), static_cast<std::uint16_t>(pick(random, 2))}] =
          random_destination(random);
  }
  return table;
}

PacketRules random_packet_rules(Random& random)
{
  PacketRules rules;
  if (chance(random)) return rules;
  rules.built = true;
  for (unsigned i = pick(random, 5); i > 0; --i) {
    const auto first = static_cast<std::uint16_t>(1 + 100 * pick(random, 3));
    const auto last = static_cast<std::uint16_t>(first + pick(random, 2) * 50);
    rules.marks[{random_address(random), random_protocol(random), {first, last}}] =
        1 + pick(random, 3);
  }
  if (chance(random)) rules.masquerades.insert({random_address(random), 24, "eth0"});
  return rules;
}

AddressSet random_addresses(Random& random)
{
  AddressSet addresses;
  for (unsigned i = pick(random, 4); i > 0; --i)
    addresses.insert({chance(random) ? "eth0" : "eth1", random_address(random),
                      static_cast<std::uint8_t>(24 + pick(random, 2)),
                      chance(random) ? "" : "eth0:1"});
  return addresses;
}

HostRoutes random_routes(Random& random)
{
  HostRoutes routes;
  for (unsigned i = pick(random, 3); i > 0; --i)
    routes.insert({random_address(random), chance(random) ? "eth0" : "eth1"});
  return routes;
}

}  // namespace

KernelState random_state(Random& random)
{
  KernelState state;
  if (chance(random)) state.sysctls["net/ipv4/ip_forward"] = chance(random) ? "0" : "1";
  if (chance(random)) state.timeouts[TimeoutKind::udp] = std::chrono::seconds(pick(random, 2));
  if (chance(random))
    state.sync_daemons[SyncRole::master] = {
        .interface = chance(random) ? "eth0" : "eth1",
        .sync_id = static_cast<std::uint8_t>(pick(random, 2)),
        .max_length = static_cast<std::uint16_t>(pick(random, 2) * 1400),
        .group = {}};
  state.ipvs = random_table(random);
  state.packet_rules = random_packet_rules(random);
  state.addresses = random_addresses(random);
  state.routes = random_routes(random);
  return state;
}

}  // namespace tests
