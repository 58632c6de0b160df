// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/netlink/traced_transport.hpp"

#include <utility>

namespace ipvsctl::netlink {

TracedTransport::TracedTransport(std::unique_ptr<Transport> inner, Dialect dialect, Tell tell)
    : inner_(std::move(inner)), dialect_(dialect), tell_(std::move(tell))
{
}

void TracedTransport::tell_all(const char* direction, Bytes datagram)
{
  for (const std::string& line : trace_lines(datagram, dialect_))
    tell_(direction + line);
}

void TracedTransport::send(std::span<const std::byte> messages)
{
  tell_all("> ", messages);
  inner_->send(messages);
}

std::optional<std::span<const std::byte>> TracedTransport::receive(Wait wait)
{
  const auto datagram = inner_->receive(wait);
  if (datagram) tell_all("< ", *datagram);
  return datagram;
}

std::size_t TracedTransport::acknowledgements_at_once() const
{
  return inner_->acknowledgements_at_once();
}

}  // namespace ipvsctl::netlink
