// SPDX-License-Identifier: GPL-2.0-or-later
// What the kernel replies to questions about addresses and interfaces: the first byte chooses the
// question, replies follow.
#include "libipvsctl/address/dialect.hpp"
#include "libipvsctl/address/listing.hpp"
#include "tests/fuzz/fuzzed_transport.hpp"

namespace {

using namespace ipvsctl;

void ask(netlink::Conversation& kernel, std::uint8_t question)
{
  switch (question % 4) {
    case 0:
      address::list_addresses(kernel);
      break;
    case 1:
      address::list_interfaces(kernel);
      break;
    case 2:
      address::find_interface(kernel, "eth0");
      break;
    default:
      address::is_router(kernel, {});
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  if (size == 0) return 0;
  const std::span<const std::uint8_t> replies(data + 1, size - 1);
  tests::expect_no_more_than_an_error([&] {
    netlink::Conversation kernel(std::make_unique<tests::FuzzedTransport>(replies));
    ask(kernel, data[0]);
  });
  netlink::trace_lines(std::as_bytes(replies), address::spoken);
  return 0;
}
