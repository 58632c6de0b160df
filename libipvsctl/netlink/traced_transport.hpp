// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "libipvsctl/netlink/trace.hpp"
#include "libipvsctl/netlink/transport.hpp"

namespace ipvsctl::netlink {

/// A transport that also tells what passes: "> " is to the kernel, "< " from it.
class TracedTransport : public Transport {
public:
  using Tell = std::function<void(const std::string& line)>;

  TracedTransport(std::unique_ptr<Transport> inner, Dialect dialect, Tell tell);

  void send(std::span<const std::byte> messages) override;
  std::optional<std::span<const std::byte>> receive(Wait wait) override;
  std::size_t acknowledgements_at_once() const override;

private:
  void tell_all(const char* direction, Bytes datagram);

  std::unique_ptr<Transport> inner_;
  Dialect dialect_;
  Tell tell_;
};

}  // namespace ipvsctl::netlink
