// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libipvsctl/address/interface.hpp"
#include "libipvsctl/model/floating_address.hpp"
#include "libipvsctl/model/host_route.hpp"
#include "libipvsctl/netlink/conversation.hpp"

/// What the kernel says of interfaces and addresses. Each throws std::system_error where it cannot
/// be asked, or where what is listed keeps changing.
namespace ipvsctl::address {

/// Over a socket of NETLINK_ROUTE in the network namespace of the calling thread.
netlink::Conversation open_conversation();

/// None where there is no interface of that name.
std::optional<Interface> find_interface(netlink::Conversation& conversation,
                                        const std::string& name);

std::vector<Interface> list_interfaces(netlink::Conversation& conversation);

/// Every address of every interface that serves; a label that is the interface's own name is left
/// out.
AddressSet list_addresses(netlink::Conversation& conversation);

/// The routes of our protocol. The kernel looks for them itself, so it does not matter how many
/// others there are.
HostRoutes list_our_routes(netlink::Conversation& conversation);

/// Whether the interface forwards IPv6.
bool is_router(netlink::Conversation& conversation, const Interface& interface);

}  // namespace ipvsctl::address
