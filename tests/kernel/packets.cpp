// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/kernel/packets.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <vector>

#include "libipvsctl/netlink/errors.hpp"
#include "tests/kernel/readable.hpp"

namespace tests {
namespace {

using namespace ipvsctl;
using netlink::checked_call;

struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t length = 0;

  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
};

SocketAddress socket_address(const IpAddress& address, std::uint16_t port)
{
  SocketAddress made;
  if (address.family == Family::ipv4) {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    std::memcpy(&v4.sin_addr, address.bytes.data(), sizeof v4.sin_addr);
    std::memcpy(&made.storage, &v4, sizeof v4);
    made.length = sizeof v4;
  } else {
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    std::memcpy(&v6.sin6_addr, address.bytes.data(), sizeof v6.sin6_addr);
    std::memcpy(&made.storage, &v6, sizeof v6);
    made.length = sizeof v6;
  }
  return made;
}

/// `kind` is what the twelfth and thirteenth byte of the header say.
void send(Protocol protocol, const std::string& address, std::uint16_t port, std::uint32_t mark,
          std::uint16_t kind)
{
  const IpAddress to = *parse_ip_address(address);
  const int raw = checked_call(
      socket(static_cast<int>(to.family), SOCK_RAW | SOCK_CLOEXEC, static_cast<int>(protocol)),
      "cannot open a raw socket");
  setsockopt(raw, SOL_SOCKET, SO_MARK, &mark, sizeof mark);
  // Every transport protocol begins with the two ports.
  std::array<std::uint16_t, 10> header{htons(40000), htons(port)};
  header[6] = htons(kind);
  const SocketAddress where = socket_address(to, 0);
  const auto sent = sendto(raw, header.data(), sizeof header, 0, where.get(), where.length);
  close(raw);
  checked_call(sent, "cannot send a packet to " + address);
}

}  // namespace

void send_packet(Protocol protocol, const std::string& address, std::uint16_t port,
                 std::uint32_t mark)
{
  send(protocol, address, port, mark, 0);
}

void send_first_packet(Protocol protocol, const std::string& address, std::uint16_t port,
                       std::uint32_t mark)
{
  constexpr std::uint16_t tcp_syn = 0x5002;    // twenty bytes of header, and the flag
  constexpr std::uint16_t sctp_init = 0x0100;  // the first chunk's type
  send(protocol, address, port, mark, protocol == Protocol::tcp ? tcp_syn : sctp_init);
}

UdpSocket::UdpSocket(const std::string& address, std::uint16_t port)
{
  const IpAddress own = *parse_ip_address(address);
  descriptor_ = checked_call(socket(static_cast<int>(own.family), SOCK_DGRAM | SOCK_CLOEXEC, 0),
                             "cannot open a UDP socket");
  const SocketAddress where = socket_address(own, port);
  checked_call(bind(descriptor_, where.get(), where.length), "cannot bind to " + address);
}

UdpSocket::~UdpSocket()
{
  close(descriptor_);
}

void UdpSocket::send_to(const std::string& address, std::uint16_t port, std::size_t bytes)
{
  const std::vector<char> data(bytes);
  const SocketAddress where = socket_address(*parse_ip_address(address), port);
  checked_call(sendto(descriptor_, data.data(), data.size(), 0, where.get(), where.length),
               "cannot send to " + address);
}

std::string UdpSocket::sender_of_next()
{
  if (!becomes_readable(descriptor_)) return {};
  sockaddr_storage sender{};
  socklen_t length = sizeof sender;
  char data = 0;
  checked_call(recvfrom(descriptor_, &data, 1, 0, reinterpret_cast<sockaddr*>(&sender), &length),
               "cannot receive");
  char text[INET6_ADDRSTRLEN] = "";
  if (sender.ss_family == AF_INET)
    inet_ntop(AF_INET, &reinterpret_cast<sockaddr_in*>(&sender)->sin_addr, text, sizeof text);
  else
    inet_ntop(AF_INET6, &reinterpret_cast<sockaddr_in6*>(&sender)->sin6_addr, text, sizeof text);
  return text;
}

}  // namespace tests
