// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/netlink/open_transport.hpp"

#include <cstdlib>
#include <iostream>
#include <string_view>

#include "libipvsctl/netlink/traced_transport.hpp"

namespace ipvsctl::netlink {
namespace {

bool tracing_is_asked_for()
{
  const char* value = secure_getenv("LVSD_NETLINK_TRACE");
  return value != nullptr && std::string_view(value) == "1";
}

}  // namespace

std::unique_ptr<Transport> open_transport(int protocol, Dialect dialect, std::size_t first_piece)
{
  auto socket = std::make_unique<Socket>(protocol, first_piece);
  if (!tracing_is_asked_for()) return socket;
  const auto tell = [](const std::string& line) { std::cerr << "netlink " + line + '\n'; };
  return std::make_unique<TracedTransport>(std::move(socket), dialect, tell);
}

}  // namespace ipvsctl::netlink
