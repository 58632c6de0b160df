// SPDX-License-Identifier: GPL-2.0-or-later
// What the kernel replies to questions about our nftables table, and what it tells unasked.
#include "libipvsctl/nft/client.hpp"
#include "libipvsctl/nft/dialect.hpp"
#include "libipvsctl/nft/reading.hpp"
#include "tests/fuzz/fuzzed_transport.hpp"

namespace {

using namespace ipvsctl;

netlink::Conversation kernel_that_says(std::span<const std::uint8_t> replies)
{
  return netlink::Conversation(std::make_unique<tests::FuzzedTransport>(replies));
}

void hear(netlink::Bytes datagram)
{
  while (const auto message = netlink::take_message(datagram))
    nft::concerns_our_table(*message);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  const std::span<const std::uint8_t> replies(data, size);
  tests::expect_no_more_than_an_error([&] {
    auto kernel = kernel_that_says(replies);
    nft::read_packet_rules(kernel);
  });
  tests::expect_no_more_than_an_error([&] {
    auto kernel = kernel_that_says(replies);
    const std::vector<Step> steps{BuildPacketRules{}};
    nft::change_packet_rules(kernel, steps);
  });
  tests::expect_no_more_than_an_error([&] { hear(std::as_bytes(replies)); });
  netlink::trace_lines(std::as_bytes(replies), nft::spoken);
  return 0;
}
