// SPDX-License-Identifier: GPL-2.0-or-later
// HOST[:PORT] of ipvsadm. What can be read reads the same when it is written as a listing writes
// it. The first letter chooses the protocol.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "cli/ipvsadm/arguments/host_port.hpp"
#include "tests/unit/ipvsadm/known_names.hpp"

namespace {

std::optional<ipvsctl::Protocol> protocol_of(char letter)
{
  using ipvsctl::Protocol;
  switch (letter) {
    case 't':
      return Protocol::tcp;
    case 'u':
      return Protocol::udp;
    case 's':
      return Protocol::sctp;
    default:
      return {};
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto protocol = protocol_of(text.front());
  tests::KnownNames names;
  const auto read = ipvsadm::read_host_port(text.substr(1), protocol, names);
  if (!read) return 0;
  const auto port = read->port.value_or(0);
  const auto again =
      ipvsadm::read_host_port(ipvsctl::endpoint_text(read->address, port), {}, names);
  if (again != ipvsadm::HostPort{read->address, port}) std::abort();
  return 0;
}
