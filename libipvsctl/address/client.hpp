// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libipvsctl/address/announcer.hpp"
#include "libipvsctl/address/interface.hpp"
#include "libipvsctl/model/floating_address.hpp"
#include "libipvsctl/model/host_route.hpp"
#include "libipvsctl/netlink/conversation.hpp"

namespace ipvsctl::address {

/// The addresses of one network namespace, and our routes in it, for one thread at a time.
///
/// What the kernel refuses is thrown as netlink::Refused, a std::system_error with the kernel's
/// errno; an interface that does not exist as std::system_error with ENODEV.
class Client {
public:
  /// Of the namespace of the calling thread.
  Client();

  /// Every address of every interface, but for IPv6 ones that are another host's too. A label that
  /// is the interface's own name is left out.
  AddressSet addresses();

  /// None where there is no interface of that name.
  std::optional<Interface> interface(const std::string& name);
  /// Every interface.
  std::vector<Interface> interfaces();

  /// Adds an address. An interface that is down takes it too.
  void add(const FloatingAddress& address);

  /// Removes an address, and no other with it: the secondary addresses of its network stay, and one
  /// of them becomes the primary one.
  void remove(const FloatingAddress& address);

  /// Gives an address another prefix length or label. Where the new one is refused the old one
  /// stands again.
  void replace(const FloatingAddress& from, const FloatingAddress& to);

  /// Tells the neighbours once where the address is. Interfaces with no neighbours to tell are none
  /// of its business.
  Announced announce(const FloatingAddress& address);

  /// The routes of our protocol.
  HostRoutes routes();

  /// The route that `host` could have of its own, where it is a neighbour: none for a host behind a
  /// gateway, of this machine itself, or that cannot be reached.
  std::optional<HostRoute> route_of_neighbour(const IpAddress& host);

  /// Adds a route of our protocol.
  void add(const HostRoute& route);

  /// Removes our route, and none that somebody else made.
  void remove(const HostRoute& route);

private:
  Interface needed_interface(const std::string& name, const std::string& tried);
  void change(const std::vector<std::byte>& request, const FloatingAddress& address,
              const std::string& tried);

  netlink::Conversation conversation_;
  Announcer announcer_;
};

}  // namespace ipvsctl::address
