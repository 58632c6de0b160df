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

struct SetSysctl {
  std::string path;
  std::string value;
  bool operator==(const SetSysctl&) const = default;
};

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

struct AddService {
  ServiceKey service;
  ServiceSettings settings;
  bool operator==(const AddService&) const = default;
};

struct EditService {
  ServiceKey service;
  ServiceSettings from;
  ServiceSettings to;
  bool operator==(const EditService&) const = default;
};

struct AddDestination {
  ServiceKey service;
  DestinationKey destination;
  DestinationSettings settings;
  bool operator==(const AddDestination&) const = default;
};

struct EditDestination {
  ServiceKey service;
  DestinationKey destination;
  DestinationSettings from;
  DestinationSettings to;
  bool operator==(const EditDestination&) const = default;
};

struct StopSyncDaemon {
  SyncRole role = SyncRole::master;
  bool operator==(const StopSyncDaemon&) const = default;
};

struct StartSyncDaemon {
  SyncRole role = SyncRole::master;
  SyncDaemon daemon;
  bool operator==(const StartSyncDaemon&) const = default;
};

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

struct RemoveMark {
  MarkMatch match;
  std::uint32_t mark = 0;
  bool operator==(const RemoveMark&) const = default;
};

struct SetMark {
  MarkMatch match;
  std::uint32_t mark = 0;
  bool operator==(const SetMark&) const = default;
};

struct RemoveMasquerade {
  Masquerade masquerade;
  bool operator==(const RemoveMasquerade&) const = default;
};

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

struct RemoveDestination {
  ServiceKey service;
  DestinationKey destination;
  bool operator==(const RemoveDestination&) const = default;
};

/// Removes a service and the destinations that it still has.
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
