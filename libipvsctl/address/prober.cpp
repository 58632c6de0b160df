// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/address/prober.hpp"

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "libipvsctl/address/announcement.hpp"
#include "libipvsctl/netlink/errors.hpp"

namespace ipvsctl::address {
namespace {

using Clock = std::chrono::steady_clock;
using netlink::checked_call;

/// A packet socket on one interface that hears the answers to its question.
class Ear {
public:
  Ear(const Interface& interface, Family family)
      : descriptor_(checked_call(socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0),
                                 "cannot open a packet socket (CAP_NET_RAW is needed)"))
  {
    sockaddr_ll where{};
    where.sll_family = AF_PACKET;
    where.sll_protocol = htons(family == Family::ipv4 ? ETH_P_ARP : ETH_P_IPV6);
    where.sll_ifindex = interface.index;
    if (bind(descriptor_, reinterpret_cast<const sockaddr*>(&where), sizeof where) < 0) {
      const int error = errno;
      close(descriptor_);
      throw std::system_error(error, std::system_category(), "cannot listen on " + interface.name);
    }
  }
  ~Ear() { close(descriptor_); }
  Ear(const Ear&) = delete;
  Ear& operator=(const Ear&) = delete;

  void say(const Frame& frame)
  {
    if (send(descriptor_, frame.data(), frame.size(), 0) < 0 && errno != ENETDOWN)
      throw std::system_error(errno, std::system_category(), "cannot send a frame");
  }

  /// The next frame; none once `end` has come.
  std::optional<Frame> next(Clock::time_point end)
  {
    for (;;) {
      std::array<std::byte, 2048> buffer;
      const auto size = recv(descriptor_, buffer.data(), buffer.size(), 0);
      if (size > 0) return Frame(buffer.begin(), buffer.begin() + size);
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now());
      if (left.count() <= 0) return {};
      pollfd waited{descriptor_, POLLIN, 0};
      poll(&waited, 1, static_cast<int>(left.count()));
    }
  }

private:
  int descriptor_;
};

}  // namespace

std::set<Claim> who_else_has(const std::set<IpAddress>& addresses, const Interface& interface,
                             std::chrono::milliseconds wait)
{
  std::set<Claim> others;
  if (addresses.empty() || !interface.hardware_address || !interface.running) return others;
  Ear ear(interface, addresses.begin()->family);
  for (const IpAddress& address : addresses)
    ear.say(probe_for(address, *interface.hardware_address));
  const auto end = Clock::now() + wait;
  while (const auto frame = ear.next(end))
    for (const IpAddress& address : addresses)
      if (const auto who = who_claims(address, *frame); who && who != interface.hardware_address)
        others.emplace(address, *who);
  return others;
}

}  // namespace ipvsctl::address
