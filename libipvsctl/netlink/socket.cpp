// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/netlink/socket.hpp"

#include <linux/netlink.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <array>
#include <cerrno>

#include "libipvsctl/netlink/errors.hpp"

namespace ipvsctl::netlink {
namespace {

constexpr int receive_buffer_bytes = 4 << 20;
constexpr timeval patience{10, 0};
constexpr std::size_t slot_count = 16;
// The kernel fills at most this much at once into an answer to a dump.
constexpr std::size_t slot_bytes = 32768;
// An acknowledgement without the request's copy takes less than this of the receive buffer.
constexpr std::size_t acknowledgement_bytes = 1024;

SocketHandle opened(int protocol)
{
  SocketHandle socket(mnl_socket_open2(protocol, SOCK_CLOEXEC));
  if (!socket) throw std::system_error(errno, std::system_category(), "cannot open netlink socket");
  checked_call(mnl_socket_bind(socket.get(), 0, MNL_SOCKET_AUTOPID), "cannot bind netlink socket");
  return socket;
}

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
  // The forced size passes the system's limit and wants CAP_NET_ADMIN; without it the limit holds.
  if (!set_option(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, receive_buffer_bytes))
    set_option(descriptor, SOL_SOCKET, SO_RCVBUF, receive_buffer_bytes);
  set_option(descriptor, SOL_SOCKET, SO_RCVTIMEO, patience);
  // Kernels without these send longer acknowledgements, or none of their own words.
  set_option(descriptor, SOL_NETLINK, NETLINK_CAP_ACK, 1);
  set_option(descriptor, SOL_NETLINK, NETLINK_EXT_ACK, 1);
}

}  // namespace

struct Socket::Slots {
  struct Slot {
    alignas(nlmsghdr) std::array<std::byte, slot_bytes> bytes;
    sockaddr_nl sender;
    iovec buffer;
  };
  std::array<Slot, slot_count> slots;
  std::array<mmsghdr, slot_count> headers;
  std::size_t filled = 0;
  std::size_t taken = 0;

  void prepare()
  {
    filled = taken = 0;
    for (std::size_t i = 0; i < slot_count; ++i) {
      slots[i].buffer = {slots[i].bytes.data(), slot_bytes};
      headers[i].msg_hdr = {};
      headers[i].msg_hdr.msg_name = &slots[i].sender;
      headers[i].msg_hdr.msg_namelen = sizeof slots[i].sender;
      headers[i].msg_hdr.msg_iov = &slots[i].buffer;
      headers[i].msg_hdr.msg_iovlen = 1;
    }
  }
};

void Socket::SlotsRelease::operator()(Slots* slots) const
{
  delete slots;
}

Socket::Socket(int protocol) : socket_(opened(protocol)), slots_(new Slots)
{
  make_ready(descriptor());
  send_buffer_ = buffer_size(descriptor(), SO_SNDBUF);
}

int Socket::descriptor() const
{
  return mnl_socket_get_fd(socket_.get());
}

std::size_t Socket::acknowledgements_at_once() const
{
  return buffer_size(descriptor(), SO_RCVBUF) / acknowledgement_bytes;
}

void Socket::send(std::span<const std::byte> messages)
{
  if (messages.size() + 1024 > send_buffer_) {
    const int wanted = static_cast<int>(messages.size() + 1024);
    set_option(descriptor(), SOL_SOCKET, SO_SNDBUFFORCE, wanted);
    send_buffer_ = buffer_size(descriptor(), SO_SNDBUF);
  }
  while (mnl_socket_sendto(socket_.get(), messages.data(), messages.size()) < 0)
    if (errno != EINTR)
      throw std::system_error(errno, std::system_category(), "cannot send to the kernel");
}

bool Socket::refill(Wait wait)
{
  slots_->prepare();
  const int flags = wait == Wait::yes ? MSG_WAITFORONE : MSG_DONTWAIT;
  int count = 0;
  do
    count = recvmmsg(descriptor(), slots_->headers.data(), slot_count, flags, nullptr);
  while (count < 0 && errno == EINTR);
  if (count < 0 && errno != EAGAIN)
    throw std::system_error(errno, std::system_category(), "cannot receive from the kernel");
  slots_->filled = count < 0 ? 0 : static_cast<std::size_t>(count);
  return slots_->filled != 0;
}

std::optional<std::span<const std::byte>> Socket::receive(Wait wait)
{
  for (;;) {
    if (slots_->taken == slots_->filled && !refill(wait)) return {};
    const std::size_t at = slots_->taken++;
    const auto& slot = slots_->slots[at];
    const mmsghdr& header = slots_->headers[at];
    if (slot.sender.nl_pid != 0) continue;  // not the kernel: another process may send here too
    if ((header.msg_hdr.msg_flags & MSG_TRUNC) != 0)
      throw Malformed("the kernel sent more than " + std::to_string(slot_bytes) + " bytes at once");
    return std::span(slot.bytes).first(header.msg_len);
  }
}

}  // namespace ipvsctl::netlink
