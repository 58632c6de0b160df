// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <variant>
#include <vector>

#include "libipvsctl/model/kernel_state.hpp"

namespace ipvsctl {

/// Writes a kernel parameter, named by its path under /proc/sys (see Sysctls).
struct SetSysctl {
  std::string path;
  std::string value;
  bool operator==(const SetSysctl&) const = default;
};

/// Sets one of the connection timeouts (IPVS_CMD_SET_CONFIG of <linux/ip_vs.h>). 0 is refused with
/// EINVAL: the kernel would leave the timeout as it is.
struct SetTimeout {
  TimeoutKind kind = TimeoutKind::tcp;
  std::chrono::seconds timeout{0};
  bool operator==(const SetTimeout&) const = default;
};

/// Gives a host on a link a route of its own, by way of itself.
struct AddRoute {
  HostRoute route;
  bool operator==(const AddRoute&) const = default;
};

/// Adds a service, without destinations (IPVS_CMD_NEW_SERVICE). Refused with EEXIST where it is
/// there already, and with ENOENT where the kernel lacks its scheduler or persistence engine.
struct AddService {
  ServiceKey service;
  ServiceSettings settings;
  bool operator==(const AddService&) const = default;
};

/// Gives a service all settings of `to` (IPVS_CMD_SET_SERVICE). Refused with ESRCH where it is not
/// there, and with ENOENT where the kernel lacks what `to` names. `from` is what it had: for the
/// text of the step, and to be given back where a change of the scheduler is refused.
struct EditService {
  ServiceKey service;
  ServiceSettings from;
  ServiceSettings to;
  bool operator==(const EditService&) const = default;
};

/// Adds a real server to a service (IPVS_CMD_NEW_DEST). Refused with EEXIST where the service has
/// it already, with ESRCH where there is no such service, and with EINVAL or ERANGE for settings
/// that the kernel does not take.
struct AddDestination {
  ServiceKey service;
  DestinationKey destination;
  DestinationSettings settings;
  bool operator==(const AddDestination&) const = default;
};

/// Gives a real server all settings of `to` (IPVS_CMD_SET_DEST); `from` is what it had. Refused
/// with ENOENT where the service does not have it, and with ESRCH, EINVAL or ERANGE as
/// AddDestination is.
struct EditDestination {
  ServiceKey service;
  DestinationKey destination;
  DestinationSettings from;
  DestinationSettings to;
  bool operator==(const EditDestination&) const = default;
};

/// Stops the sync daemon of one role (IPVS_CMD_DEL_DAEMON). Refused with ESRCH where none runs.
struct StopSyncDaemon {
  SyncRole role = SyncRole::master;
  bool operator==(const StopSyncDaemon&) const = default;
};

/// Starts the sync daemon of one role (IPVS_CMD_NEW_DAEMON). Refused with EEXIST where one runs,
/// and with ENODEV where there is no such interface.
struct StartSyncDaemon {
  SyncRole role = SyncRole::master;
  SyncDaemon daemon;
  bool operator==(const StartSyncDaemon&) const = default;
};

/// Removes a route of ours, and none that somebody else made.
struct RemoveRoute {
  HostRoute route;
  bool operator==(const RemoveRoute&) const = default;
};

/// Takes an address from its interface, and no other address with it.
struct RemoveAddress {
  FloatingAddress address;
  bool operator==(const RemoveAddress&) const = default;
};

/// Removes our nftables table.
struct RemovePacketRules {
  bool operator==(const RemovePacketRules&) const = default;
};

/// Builds our nftables table anew, without marks and masquerades, in place of whatever has its
/// name.
struct BuildPacketRules {
  bool operator==(const BuildPacketRules&) const = default;
};

/// Takes their firewall mark from packets; `mark` is the one they had, for the text of the step.
struct RemoveMark {
  MarkMatch match;
  std::uint32_t mark = 0;
  bool operator==(const RemoveMark&) const = default;
};

/// Gives packets a firewall mark. Refused where another mark is set on some of these ports already:
/// it does not replace that.
struct SetMark {
  MarkMatch match;
  std::uint32_t mark = 0;
  bool operator==(const SetMark&) const = default;
};

/// Removes our rule for a network and an interface.
struct RemoveMasquerade {
  Masquerade masquerade;
  bool operator==(const RemoveMasquerade&) const = default;
};

/// Has what leaves a network by an interface take that interface's address (nftables' masquerade).
struct AddMasquerade {
  Masquerade masquerade;
  bool operator==(const AddMasquerade&) const = default;
};

/// Gives an address another prefix length, label or interface. The kernel can only remove and add
/// it, so this does both: on one interface with nothing in between, and from one to another by
/// adding it first, so that it stays where it is if it cannot be added.
struct ReplaceAddress {
  FloatingAddress from;
  FloatingAddress to;
  bool operator==(const ReplaceAddress&) const = default;
};

/// Adds an address and announces it once (gratuitous ARP, unsolicited neighbour advertisement).
/// Where that cannot be sent the address is there all the same: a frame may be lost anyway, so
/// whoever adds one announces it again (address::AnnouncementSchedule).
struct AddAddress {
  FloatingAddress address;
  bool operator==(const AddAddress&) const = default;
};

/// Removes a real server from its service (IPVS_CMD_DEL_DEST). Refused with ENOENT where the
/// service does not have it, and with ESRCH where there is no such service.
struct RemoveDestination {
  ServiceKey service;
  DestinationKey destination;
  bool operator==(const RemoveDestination&) const = default;
};

/// Removes a service and the destinations that it still has (IPVS_CMD_DEL_SERVICE). Refused with
/// ESRCH where it is not there.
struct RemoveService {
  ServiceKey service;
  bool operator==(const RemoveService&) const = default;
};

/// One change of the kernel. The order of the alternatives is the order in which a plan carries
/// them out (but see rank_of): nobody's packet may meet a half-made service, so what grows is there
/// before a VIP or a mark leads to it, and what shrinks goes after they are gone. A server's own
/// route is there before its forwarding changes, and goes before an address, with whose last one
/// the kernel would take it. From RemovePacketRules to AddMasquerade the steps of one plan are one
/// nftables transaction.
using Step =
    std::variant<SetSysctl, SetTimeout, AddRoute, AddService, EditService, AddDestination,
                 EditDestination, StopSyncDaemon, StartSyncDaemon, RemoveRoute, RemoveAddress,
                 RemovePacketRules, BuildPacketRules, RemoveMark, SetMark, RemoveMasquerade,
                 AddMasquerade, ReplaceAddress, AddAddress, RemoveDestination, RemoveService>;

/// Steps in the order in which they are to be carried out.
using Plan = std::vector<Step>;

/// Whether the service takes no new clients for an instant, so that they have to wait: the kernel
/// waits for all users of the old scheduler to be done (ip_vs_edit_service) before there is a new
/// one.
bool exchanges_scheduler(const EditService& step);

/// The step's place in a plan: what has a lower one is carried out first. It is the index, but for
/// an edit that sends a server no new clients any more (weight 0): that shrinks, and comes with the
/// removals, when other servers, another service or a mark have taken those clients over.
std::size_t rank_of(const Step& step);

/// The service that the step is about; none where it is about something else.
const ServiceKey* service_of(const Step& step);

/// '+' where the step adds, '-' where it removes, '~' where it alters.
char sign_of(const Step& step);

/// What the step is about: "server 10.0.0.11:80 of tcp 192.0.2.10:80".
std::string object_of(const Step& step);

/// What becomes of it: "weight 1 -> 2", or the settings it gets; empty where it goes.
std::string change_of(const Step& step);

/// "+ server 10.0.0.11:80 of tcp 192.0.2.10:80: nat weight 2": sign, object and change in one line.
std::string to_string(const Step& step);

}  // namespace ipvsctl

namespace std {
// The variant is of namespace std, so that is where a lookup by argument finds its operator.
ostream& operator<<(ostream& out, const ipvsctl::Step& step);
}  // namespace std
