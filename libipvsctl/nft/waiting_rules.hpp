// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "libipvsctl/model/service_key.hpp"
#include "libipvsctl/nft/names.hpp"
#include "libipvsctl/nft/objects.hpp"

/// The table by which clients wait, as data. It stands only while one does, belongs to the socket
/// that made it, and is gone with that socket, however the program ends.
namespace ipvsctl::nft {

inline constexpr const char* waiting_table = "lvsd_waiting";

/// Both run right before IPVS, behind everything that sets marks or drops packets: IPVS is at
/// NF_INET_LOCAL_IN with priorities 98 and 99, at NF_INET_LOCAL_OUT with -99 and -98.
inline constexpr ChainForm waiting_input{"input", "filter", NF_INET_LOCAL_IN, 97, waiting_table};
inline constexpr ChainForm waiting_output{"output", "filter", NF_INET_LOCAL_OUT, -100,
                                          waiting_table};

Table make_waiting_table();

/// The rules that queue what begins a connection to `service`: a TCP SYN, an SCTP INIT; and any UDP
/// datagram, of which nobody can tell.
std::vector<Rule> make_waiting_rules(const ChainForm& chain, const ServiceKey& service,
                                     std::uint16_t queue);

}  // namespace ipvsctl::nft
