// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/kernel/clients_wait.hpp"

#include <system_error>

namespace ipvsctl {

bool ClientsWait::hold(const ServiceKey& service)
{
  try {
    if (!room_) room_ = std::make_shared<nft::WaitingRoom>();
    room_->hold(service);
    return true;
  } catch (const std::system_error&) {
    return false;
  }
}

void ClientsWait::release()
{
  try {
    room_->release();
  } catch (const std::system_error&) {
    room_.reset();  // then the kernel releases them
  }
}

void ClientsWait::operator()(const ServiceKey& service, const std::function<void()>& change)
{
  const bool held = hold(service);
  change();
  if (held) release();
}

}  // namespace ipvsctl
