// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "libipvsctl/netlink/attributes.hpp"

namespace ipvsctl::netlink {

/// What a trace says of one message besides its netlink header.
struct Spoken {
  std::string name;              ///< of the command; empty where it is not known
  std::size_t header_bytes = 0;  ///< that stand between the netlink header and the attributes
  AttributeTable attributes{};   ///< at the top; what it does not know is shown as bytes
};

/// How the messages of one netlink protocol are to be named.
using Dialect = Spoken (*)(const Message&);

/// A line for each message of `datagram`, such as
/// "5 IPVS_CMD_NEW_SERVICE ack IPVS_CMD_ATTR_SERVICE{IPVS_SVC_ATTR_AF=2 …}": the sequence number,
/// the command, what is asked of the kernel besides, and the attributes. Numbers are decimal, bytes
/// hexadecimal. What is malformed is shown as far as it can be read, and said to be.
std::vector<std::string> trace_lines(Bytes datagram, Dialect dialect);

}  // namespace ipvsctl::netlink
