// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/kernel/nft_support.hpp"

#include <array>

namespace tests {
namespace {

using namespace ipvsctl;

unsigned pick(std::mt19937& random, unsigned below)
{
  return std::uniform_int_distribution<unsigned>(0, below - 1)(random);
}

/// Ports of one address in ascending order, so that none overlaps the one before.
void add_marks(std::mt19937& random, MarkTable& marks, const IpAddress& address, Protocol protocol)
{
  for (unsigned next = pick(random, 300); next < 65000; next += 1 + pick(random, 20000)) {
    const unsigned last = next + (pick(random, 2) == 0 ? 0 : pick(random, 500));
    marks[{
        address, protocol, {static_cast<std::uint16_t>(next), static_cast<std::uint16_t>(last)}}] =
        1 + pick(random, 3);
    next = last;
  }
}

Masquerade random_masquerade(std::mt19937& random)
{
  static const std::array sources{"10.11.12.0", "192.0.2.128", "2001:db8::", "0.0.0.0"};
  const IpAddress address = *parse_ip_address(sources.at(pick(random, sources.size())));
  const auto length = static_cast<std::uint8_t>(pick(random, address_bits(address.family) + 1));
  return {network_of(address, length), length, pick(random, 2) == 0 ? "eth0" : "wan.100"};
}

}  // namespace

PacketRules random_rules(std::mt19937& random)
{
  static const std::array addresses{"192.0.2.1", "198.51.100.7", "2001:db8::1"};
  PacketRules rules;
  rules.built = pick(random, 8) != 0;
  if (!rules.built) return rules;
  for (const char* address : addresses)
    for (const Protocol protocol : {Protocol::tcp, Protocol::udp, Protocol::sctp})
      if (pick(random, 2) == 0)
        add_marks(random, rules.marks, *parse_ip_address(address), protocol);
  for (unsigned i = pick(random, 4); i > 0; --i)
    rules.masquerades.insert(random_masquerade(random));
  return rules;
}

PacketRules standing(MarkTable marks, std::set<Masquerade> masquerades)
{
  PacketRules rules;
  rules.built = true;
  rules.marks = std::move(marks);
  rules.masquerades = std::move(masquerades);
  return rules;
}

}  // namespace tests
