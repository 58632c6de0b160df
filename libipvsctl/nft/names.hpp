// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>

#include <array>
#include <cstdint>
#include <string_view>

#include "libipvsctl/model/ip_address.hpp"

/// Our nftables table, as data: what it is called, and what stands in it before any mark is set.
/// Beside it there is, for instants, that of waiting_rules.hpp.
///
/// None of the names is a keyword of nft's own language: such a name could not be read back by nft.
namespace ipvsctl::nft {

inline constexpr std::uint16_t table_family = NFPROTO_INET;
inline constexpr const char* table_name = "lvsd";

/// A base chain; its policy is accept.
struct ChainForm {
  std::string_view name;
  std::string_view type;
  std::uint32_t hook = 0;     ///< NF_INET_*
  std::int32_t priority = 0;  ///< where it runs among the others on that hook
  std::string_view table = table_name;

  bool operator==(const ChainForm&) const = default;
};

/// Both run before IPVS: it takes what comes in at NF_INET_LOCAL_IN, and what the director itself
/// opens at NF_INET_LOCAL_OUT with priority -98. "mangle" is nft's name for -150, which is after
/// fragments were put together (-400) where anybody wants that.
inline constexpr ChainForm prerouting{"prerouting", "filter", NF_INET_PRE_ROUTING, -150};
inline constexpr ChainForm output{"output", "filter", NF_INET_LOCAL_OUT, -150};

/// Stands only while something is masqueraded: a nat chain turns connection tracking on for the
/// whole network namespace, which costs every packet and fills a table.
inline constexpr ChainForm postrouting{"postrouting", "nat", NF_INET_POST_ROUTING, 100};

/// A map from address . protocol . port to mark.
struct MapForm {
  std::string_view name;
  Family family = Family::ipv4;
  /// Whether its elements are true ranges of ports. Those need an interval map, which is slow to
  /// fill, so single ports have a hash map of their own.
  bool ranges = false;

  bool operator==(const MapForm&) const = default;
};

inline constexpr std::array maps{
    MapForm{"ipv4_ports", Family::ipv4, false},
    MapForm{"ipv4_port_ranges", Family::ipv4, true},
    MapForm{"ipv6_ports", Family::ipv6, false},
    MapForm{"ipv6_port_ranges", Family::ipv6, true},
};

/// The map for ports of an address of `family`.
constexpr const MapForm& map_for(Family family, bool ranges)
{
  return maps[(family == Family::ipv6 ? 2 : 0) + (ranges ? 1 : 0)];
}

}  // namespace ipvsctl::nft
