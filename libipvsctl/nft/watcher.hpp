// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "libipvsctl/netlink/event_socket.hpp"

namespace ipvsctl::nft {

/// Tells when somebody alters our table; our own changes are heard too.
class Watcher {
public:
  /// In the network namespace of the calling thread.
  ///
  /// Throws std::system_error.
  Watcher();

  /// Readable when there is something to drain; stays the watcher's own.
  int descriptor() const { return socket_.descriptor(); }

  /// Takes what has come in, without waiting. Returns whether any of it was about our table; where
  /// events were lost, that is assumed.
  ///
  /// Throws std::system_error.
  bool drain();

private:
  netlink::EventSocket socket_;
};

}  // namespace ipvsctl::nft
