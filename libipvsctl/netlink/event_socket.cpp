// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/netlink/event_socket.hpp"

#include <linux/netlink.h>
#include <sys/socket.h>

#include <cerrno>

#include "libipvsctl/netlink/socket.hpp"

namespace ipvsctl::netlink {
namespace {

/// Longer than events mostly are; a longer one counts as lost.
constexpr std::size_t long_event = 16384;

SocketHandle opened(int protocol)
{
  SocketHandle socket(mnl_socket_open2(protocol, SOCK_CLOEXEC | SOCK_NONBLOCK));
  if (!socket) throw std::system_error(errno, std::system_category(), "cannot open netlink socket");
  checked_call(mnl_socket_bind(socket.get(), 0, MNL_SOCKET_AUTOPID), "cannot bind netlink socket");
  give_large_receive_buffer(mnl_socket_get_fd(socket.get()));
  return socket;
}

}  // namespace

EventSocket::EventSocket(int protocol, std::initializer_list<unsigned> groups)
    : socket_(opened(protocol)), slots_(long_event)
{
  for (unsigned group : groups)
    checked_call(mnl_socket_setsockopt(socket_.get(), NETLINK_ADD_MEMBERSHIP, &group, sizeof group),
                 "cannot join a netlink group");
}

int EventSocket::descriptor() const
{
  return mnl_socket_get_fd(socket_.get());
}

bool EventSocket::drain(const OnMessage& on_message)
{
  bool whole = true;
  for (;;) {
    try {
      auto datagram = slots_.next(descriptor(), Wait::no);
      if (!datagram) return whole;
      while (const auto message = take_message(*datagram))
        on_message(*message);
    } catch (const std::system_error& error) {
      if (error.code() != std::errc::no_buffer_space && error.code() != std::errc::bad_message)
        throw;
      whole = false;
    }
  }
}

}  // namespace ipvsctl::netlink
