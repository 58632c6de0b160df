// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/address/announcer.hpp"

#include <linux/if_packet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "libipvsctl/address/announcement.hpp"
#include "libipvsctl/netlink/errors.hpp"

namespace ipvsctl::address {
namespace {

/// Returns whether it was sent: false where the interface went down meanwhile.
bool send_frame(int descriptor, const Frame& frame, int interface_index)
{
  sockaddr_ll where{};
  where.sll_family = AF_PACKET;
  where.sll_ifindex = interface_index;
  for (;;) {
    const auto sent = sendto(descriptor, frame.data(), frame.size(), 0,
                             reinterpret_cast<const sockaddr*>(&where), sizeof where);
    if (sent >= 0) return true;
    if (errno == ENETDOWN || errno == ENXIO) return false;
    if (errno != EINTR)
      throw std::system_error(errno, std::system_category(), "cannot send a frame");
  }
}

}  // namespace

// Protocol 0: it sends, and nothing is ever queued on it.
Announcer::Announcer() : descriptor_(socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0)), error_(errno)
{
}

Announcer::~Announcer()
{
  if (descriptor_ >= 0) close(descriptor_);
}

Announced Announcer::announce(const IpAddress& address, const Interface& interface,
                              bool from_router)
{
  if (!interface.hardware_address) return Announced::needless;
  if (!interface.running) return Announced::not_running;
  if (descriptor_ < 0)
    throw std::system_error(error_, std::system_category(),
                            "cannot open a packet socket (CAP_NET_RAW is needed)");
  for (const Frame& frame : announcement_of(address, *interface.hardware_address, from_router))
    if (!send_frame(descriptor_, frame, interface.index)) return Announced::not_running;
  return Announced::sent;
}

}  // namespace ipvsctl::address
