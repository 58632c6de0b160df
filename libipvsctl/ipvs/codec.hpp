// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <utility>

#include "libipvsctl/ipvs/listing.hpp"
#include "libipvsctl/model/settings.hpp"
#include "libipvsctl/model/sync_daemon.hpp"
#include "libipvsctl/netlink/attributes.hpp"
#include "libipvsctl/netlink/request.hpp"

/// Values to and from the attributes of <linux/ip_vs.h>.
///
/// What cannot be said in an attribute (a name that is too long, a timeout that does not fit) makes
/// a put throw netlink::Refused: ENAMETOOLONG, EINVAL or ERANGE.
namespace ipvsctl::ipvs {

/// Puts IPVS_CMD_ATTR_SERVICE with what tells the service apart, and no more.
void put_service(netlink::Request& request, const ServiceKey& key);

/// Puts IPVS_CMD_ATTR_SERVICE with all that describes the service. The flags travel with a mask of
/// all ones, so that they become exactly what is said.
void put_service(netlink::Request& request, const ServiceKey& key, const ServiceSettings& settings);

/// Puts IPVS_CMD_ATTR_DEST with what tells the real server apart, and no more.
void put_destination(netlink::Request& request, const DestinationKey& key);

/// Puts IPVS_CMD_ATTR_DEST with all that describes the real server.
void put_destination(netlink::Request& request, const DestinationKey& key,
                     const DestinationSettings& settings);

/// Puts IPVS_CMD_ATTR_DAEMON with which one it is, and no more.
void put_daemon(netlink::Request& request, SyncRole role);

/// Puts IPVS_CMD_ATTR_DAEMON with all that describes it; a length of 0 and a group of all zero are
/// left out, so that the kernel chooses.
void put_daemon(netlink::Request& request, SyncRole role, const SyncDaemon& daemon);

/// Puts IPVS_CMD_ATTR_TIMEOUT_*, in seconds; the kernel leaves one that is 0 as it is.
void put_timeouts(netlink::Request& request, const Timeouts& timeouts);

/// What to read of a service or a real server.
enum class Detail {
  settings,
  settings_and_connections,   ///< of the measurements no counters
  settings_and_measurements,  ///< all
};

/// Each get reads what is inside a nest or, for the last two, at the top of a reply. Throws
/// netlink::Malformed where an attribute that every kernel sends is missing or is not of its size.
///
/// The kernel's own flag IP_VS_SVC_F_HASHED is passed over, a service without scheduler has the
/// scheduler "none", and the 64 bit counters are taken where there are any.
ListedService get_service(const netlink::Attributes& nest, Detail detail);

/// `service_family` is the family of a real server of which the kernel does not say it (before
/// Linux 3.18). Throws as get_service does.
ListedDestination get_destination(const netlink::Attributes& nest, Family service_family,
                                  Detail detail);

/// From the nest IPVS_CMD_ATTR_DAEMON; from the top of a reply to IPVS_CMD_GET_CONFIG, and of one
/// to IPVS_CMD_GET_INFO. Throw as get_service does.
std::pair<SyncRole, SyncDaemon> get_daemon(const netlink::Attributes& nest);
Timeouts get_timeouts(const netlink::Attributes& reply);
Info get_info(const netlink::Attributes& reply);

}  // namespace ipvsctl::ipvs
