// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "libipvsctl/address/interface.hpp"
#include "libipvsctl/model/ip_address.hpp"

/// The Ethernet frames that tell everyone on a link which hardware address an IP address has now.
namespace ipvsctl::address {

using Frame = std::vector<std::byte>;

/// A gratuitous ARP request (RFC 5227 section 2.3, an "ARP announcement"): neighbours that have the
/// address in their cache take the new hardware address.
Frame arp_request(const IpAddress& address, const HardwareAddress& hardware);

/// The same as a reply, for neighbours that heed replies alone (RFC 5227 section 3).
Frame arp_reply(const IpAddress& address, const HardwareAddress& hardware);

/// An unsolicited neighbour advertisement to all nodes, with the override flag (RFC 4861 section
/// 7.2.6). `from_router` is its R flag: a router that said it is none would no longer be used as
/// one (section 7.2.5).
Frame neighbour_advertisement(const IpAddress& address, const HardwareAddress& hardware,
                              bool from_router);

/// The frames that announce `address`, in the order in which they are to be sent.
std::vector<Frame> announcement_of(const IpAddress& address, const HardwareAddress& hardware,
                                   bool from_router);

/// Asks everyone on the link who has `address` without saying that we do: an ARP probe (RFC 5227
/// section 1.1), or a neighbour solicitation from the unspecified address (RFC 4862 section 5.4.2).
Frame probe_for(const IpAddress& address, const HardwareAddress& hardware);

/// Who says in `frame` that `address` is there: the sender of an ARP reply or of a neighbour
/// advertisement; none for any other frame.
std::optional<HardwareAddress> who_claims(const IpAddress& address,
                                          std::span<const std::byte> frame);

}  // namespace ipvsctl::address
