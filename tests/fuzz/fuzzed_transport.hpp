// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <system_error>
#include <vector>

#include "libipvsctl/netlink/transport.hpp"

namespace tests {

/// A kernel whose replies are the fuzzer's bytes: datagrams, each with its length in front, as two
/// bytes with the lower one first.
///
/// A message whose sequence number is below 0x80000000 gets the number of the last request, so that
/// most replies are read, and some are not what was asked for.
class FuzzedTransport : public ipvsctl::netlink::Transport {
public:
  explicit FuzzedTransport(std::span<const std::uint8_t> replies) : rest_(replies) {}

  void send(std::span<const std::byte> messages) override;
  std::optional<std::span<const std::byte>> receive(ipvsctl::netlink::Wait wait) override;
  std::size_t acknowledgements_at_once() const override { return 16; }

private:
  std::span<const std::uint8_t> rest_;
  std::vector<std::byte> current_;
  std::uint32_t sequence_ = 0;
};

/// Calls `use`, and takes what it throws where it may: what the kernel said was refused or
/// malformed.
template <class Use>
void expect_no_more_than_an_error(Use use)
{
  try {
    use();
  } catch (const std::system_error&) {
    return;
  }
}

}  // namespace tests
