// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "libipvsctl/address/interface_memory.hpp"
#include "libipvsctl/netlink/conversation.hpp"
#include "libipvsctl/netlink/event_socket.hpp"

namespace ipvsctl::address {

/// Tells when somebody adds or removes an address, and when an interface comes or goes.
class Watcher {
public:
  /// What happened since it was last asked.
  struct Events {
    bool changed = false;  ///< addresses or interfaces may not be what they were
    /// Interfaces that came up, or have another hardware address: their addresses are to be
    /// announced (anew).
    std::vector<std::string> to_announce;
  };

  /// In the network namespace of the calling thread.
  ///
  /// Throws std::system_error.
  Watcher();

  /// Readable when there is something to drain; stays the watcher's own.
  int descriptor() const { return socket_.descriptor(); }

  /// Takes what has come in, without waiting. Where events were lost, anything may have changed.
  ///
  /// Throws std::system_error; the next call then looks at everything.
  Events drain();

private:
  void take(const netlink::Message& message, Events& events);
  void take_interface(const Interface& interface, Events& events);
  void take_end_of_interface(const Interface& interface, Events& events);
  void look_again(Events& events);

  netlink::EventSocket socket_;
  netlink::Conversation conversation_;
  InterfaceMemory memory_;
  bool missed_ = false;  ///< events were lost, and the list was not read since
};

}  // namespace ipvsctl::address
