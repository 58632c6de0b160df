// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <linux/genetlink.h>
#include <linux/netlink.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <vector>

#include "libipvsctl/netlink/errors.hpp"

namespace ipvsctl::netlink {

/// Bytes that belong to somebody else.
using Bytes = std::span<const std::byte>;

/// Reads a T from the front of `bytes`, whatever its alignment.
///
/// Throws Malformed where there are too few; `what` names what was looked for.
template <class T>
T read_front(Bytes bytes, const char* what)
{
  T value;
  if (bytes.size() < sizeof value) throw Malformed(std::string(what) + " is cut short");
  std::memcpy(&value, bytes.data(), sizeof value);
  return value;
}

/// One netlink message in a datagram; valid as long as the datagram's bytes.
struct Message {
  nlmsghdr header;
  Bytes payload;
};

/// Takes the next message off the front of `datagram`; none at its end.
///
/// Throws Malformed where its length is not one that fits.
std::optional<Message> take_message(Bytes& datagram);

/// Sets `flags` (NLM_F_*), besides those that are set, in the message at the front of `bytes`.
///
/// Throws Malformed where there is none.
void add_flags(std::span<std::byte> bytes, int flags);

/// The message as it travelled, aligned for its headers: what libraries that parse messages want.
std::vector<std::uint32_t> in_one_piece(const Message& message);

/// What the kernel says in an NLMSG_ERROR message (the answer to a request), with the errno that
/// it has in `code`.
///
/// Throws Malformed.
Answer read_answer(const Message& message);

/// What the kernel says in the NLMSG_DONE at the end of a dump.
///
/// Throws Malformed.
Answer read_end_of_dump(const Message& message);

/// The attributes of a generic netlink message: what follows its header.
///
/// Throws Malformed.
Bytes generic_attributes(const Message& message);

}  // namespace ipvsctl::netlink
