// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "libipvsctl/model/service_key.hpp"
#include "libipvsctl/nft/waiting_room.hpp"

namespace ipvsctl {

/// Has clients wait while their service cannot take them, in the network namespace of the calling
/// thread.
///
/// Where the kernel has no nftables or no packet queues they do not wait, and are refused for that
/// instant: no reason to leave the service as it is.
class ClientsWait {
public:
  /// Calls `change` while new clients of `service` wait; what it throws comes out.
  void operator()(const ServiceKey& service, const std::function<void()>& change);

private:
  bool hold(const ServiceKey& service);
  void release();

  std::shared_ptr<nft::WaitingRoom> room_;  // from its first use on
};

}  // namespace ipvsctl
