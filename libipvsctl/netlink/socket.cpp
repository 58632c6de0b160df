// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/netlink/socket.hpp"

#include <linux/netlink.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>

#include <cerrno>
#include <utility>

#include "libipvsctl/netlink/errors.hpp"

namespace ipvsctl::netlink {
namespace {

// What is sent at once may be 500 new servers, each of which takes the kernel over ten milliseconds
// where tens of thousands were removed shortly before.
constexpr timeval patience{30, 0};
// An acknowledgement without the request's copy takes less than this of the receive buffer.
constexpr std::size_t acknowledgement_bytes = 1024;
// What the kernel counts of its send buffer besides the bytes that are sent.
constexpr std::size_t send_overhead = 1024;

template <class T>
bool set_option(int descriptor, int level, int option, T value)
{
  return setsockopt(descriptor, level, option, &value, sizeof value) == 0;
}

/// The size of a buffer as the kernel counts it, its own overhead included.
std::size_t buffer_size(int descriptor, int option)
{
  int size = 0;
  socklen_t length = sizeof size;
  checked_call(getsockopt(descriptor, SOL_SOCKET, option, &size, &length),
               "cannot ask for the size of a netlink socket's buffer");
  return static_cast<std::size_t>(size);
}

void make_ready(int descriptor)
{
  give_large_receive_buffer(descriptor);
  set_option(descriptor, SOL_SOCKET, SO_RCVTIMEO, patience);
  // Kernels without these send longer acknowledgements, or none of their own words.
  set_option(descriptor, SOL_NETLINK, NETLINK_CAP_ACK, 1);
  set_option(descriptor, SOL_NETLINK, NETLINK_EXT_ACK, 1);
  // What a dump of routes is to be confined to counts with this alone.
  set_option(descriptor, SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1);
}

/// The inode of the calling thread's network namespace; 0 where it cannot be told.
ino_t current_namespace()
{
  struct stat status {};
  return stat("/proc/thread-self/ns/net", &status) == 0 ? status.st_ino : 0;
}

}  // namespace

void give_large_receive_buffer(int descriptor)
{
  constexpr int bytes = 4 << 20;
  // The forced size passes the system's limit and wants CAP_NET_ADMIN; without it the limit holds.
  if (!set_option(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, bytes))
    set_option(descriptor, SOL_SOCKET, SO_RCVBUF, bytes);
}

Socket::Socket(int protocol, std::size_t first_piece)
    : protocol_(protocol), namespace_(current_namespace()), slots_(first_piece)
{
  open();
}

void Socket::open()
{
  SocketHandle fresh(mnl_socket_open2(protocol_, SOCK_CLOEXEC));
  if (!fresh) throw std::system_error(errno, std::system_category(), "cannot open netlink socket");
  checked_call(mnl_socket_bind(fresh.get(), 0, MNL_SOCKET_AUTOPID), "cannot bind netlink socket");
  make_ready(mnl_socket_get_fd(fresh.get()));
  send_buffer_ = buffer_size(mnl_socket_get_fd(fresh.get()), SO_SNDBUF);
  socket_ = std::move(fresh);
}

/// In place of a socket whose pieces have grown; that one goes on where there cannot be a new one,
/// or where the thread has moved to another namespace.
void Socket::open_anew()
{
  if (namespace_ == 0 || current_namespace() != namespace_) return;
  try {
    open();
    slots_.reset();
  } catch (const std::system_error&) {
    return;
  }
}

int Socket::descriptor() const
{
  return mnl_socket_get_fd(socket_.get());
}

std::size_t Socket::acknowledgements_at_once() const
{
  return buffer_size(descriptor(), SO_RCVBUF) / acknowledgement_bytes;
}

void Socket::make_room_for(std::size_t bytes)
{
  if (bytes + send_overhead <= send_buffer_) return;
  set_option(descriptor(), SOL_SOCKET, SO_SNDBUFFORCE, static_cast<int>(bytes + send_overhead));
  send_buffer_ = buffer_size(descriptor(), SO_SNDBUF);
}

void Socket::send(std::span<const std::byte> messages)
{
  if (slots_.grown()) open_anew();
  make_room_for(messages.size());
  while (mnl_socket_sendto(socket_.get(), messages.data(), messages.size()) < 0)
    if (errno != EINTR)
      throw std::system_error(errno, std::system_category(), "cannot send to the kernel");
}

std::optional<std::span<const std::byte>> Socket::receive(Wait wait)
{
  return slots_.next(descriptor(), wait);
}

}  // namespace ipvsctl::netlink
