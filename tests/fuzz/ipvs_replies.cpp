// SPDX-License-Identifier: GPL-2.0-or-later
// What the kernel replies to questions about IPVS: the first byte chooses the question, replies
// follow.
#include "libipvsctl/ipvs/batch.hpp"
#include "libipvsctl/ipvs/client.hpp"
#include "libipvsctl/ipvs/dialect.hpp"
#include "tests/fuzz/fuzzed_transport.hpp"

namespace {

using namespace ipvsctl;

void ask(ipvs::Client& client, std::uint8_t question)
{
  constexpr auto everything = ipvs::Detail::settings_and_measurements;
  switch (question % 6) {
    case 0:
      client.listing(everything);
      break;
    case 1:
      client.each_service(ipvs::Detail::settings, [](ipvs::ListedService&&) {});
      break;
    case 2:
      client.info();
      break;
    case 3:
      client.timeouts();
      break;
    case 4:
      client.sync_daemons();
      break;
    default:
      client.flush();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  if (size == 0) return 0;
  const std::span<const std::uint8_t> replies(data + 1, size - 1);
  tests::expect_no_more_than_an_error([&] {
    ipvs::Client client(std::make_unique<tests::FuzzedTransport>(replies));
    ask(client, data[0]);
  });
  netlink::trace_lines(std::as_bytes(replies), ipvs::spoken);
  return 0;
}
