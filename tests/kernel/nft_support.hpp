// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <linux/netlink.h>

#include <random>

#include "libipvsctl/netlink/conversation.hpp"
#include "libipvsctl/netlink/socket.hpp"
#include "libipvsctl/nft/client.hpp"
#include "libipvsctl/nft/query.hpp"
#include "libipvsctl/plan/make_plan.hpp"

namespace tests {

/// Talks to the nftables of the network that the thread is in when it is made.
class Nftables {
public:
  ipvsctl::PacketRules read() { return ipvsctl::nft::read_packet_rules(conversation_); }

  std::vector<ipvsctl::nft::Refusal> change(const ipvsctl::Plan& steps)
  {
    return ipvsctl::nft::change_packet_rules(conversation_, steps);
  }

  /// Makes the table what `desired` says, by the steps that differ. Returns what was refused.
  std::vector<ipvsctl::nft::Refusal> bring_to(const ipvsctl::PacketRules& desired)
  {
    ipvsctl::KernelState wanted;
    ipvsctl::KernelState there;
    wanted.packet_rules = desired;
    there.packet_rules = read();
    return change(make_plan(wanted, there));
  }

  /// How many transactions of anybody there have been.
  std::uint32_t generation() { return ipvsctl::nft::ask_generation(conversation_); }

private:
  ipvsctl::netlink::Conversation conversation_{
      std::make_unique<ipvsctl::netlink::Socket>(NETLINK_NETFILTER)};
};

/// Rules in which no two matches overlap, of so few addresses that two such states share some.
ipvsctl::PacketRules random_rules(std::mt19937& random);

/// A table that stands with these in it.
ipvsctl::PacketRules standing(ipvsctl::MarkTable marks = {},
                              std::set<ipvsctl::Masquerade> masquerades = {});

inline ipvsctl::MarkMatch match(const char* address, ipvsctl::Protocol protocol,
                                std::uint16_t first, std::uint16_t last)
{
  return {*ipvsctl::parse_ip_address(address), protocol, {first, last}};
}

}  // namespace tests
