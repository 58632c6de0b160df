// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "libipvsctl/model/service_key.hpp"

namespace tests {

/// Sends one packet of `protocol` to `address` and `port`, from port 40000, out of the namespace
/// that the thread is in. No connection comes of it, and no checksum is right. `mark` is what the
/// sender marks it with (SO_MARK).
///
/// Throws std::system_error.
void send_packet(ipvsctl::Protocol protocol, const std::string& address, std::uint16_t port,
                 std::uint32_t mark = 0);

/// The same with what begins a connection: a TCP SYN, an SCTP INIT.
void send_first_packet(ipvsctl::Protocol protocol, const std::string& address, std::uint16_t port,
                       std::uint32_t mark = 0);

/// A UDP socket in the namespace that the thread is in when it is made.
class UdpSocket {
public:
  /// Binds to `address` and `port`. Throws std::system_error.
  UdpSocket(const std::string& address, std::uint16_t port);
  ~UdpSocket();
  UdpSocket(const UdpSocket&) = delete;
  UdpSocket& operator=(const UdpSocket&) = delete;

  /// Throws std::system_error.
  void send_to(const std::string& address, std::uint16_t port, std::size_t bytes = 1);

  /// From whom the next datagram comes; empty where none comes within some seconds.
  std::string sender_of_next();

private:
  int descriptor_;
};

}  // namespace tests
