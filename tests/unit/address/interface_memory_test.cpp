// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/address/interface_memory.hpp"

#include "tests/support/catch.hpp"

using namespace ipvsctl::address;
using News = InterfaceMemory::News;

namespace {

Interface interface(int index, const char* name, bool running, unsigned char last_byte = 1)
{
  HardwareAddress mac{};
  mac.back() = std::byte{last_byte};
  return {.index = index,
          .name = name,
          .running = running,
          .hardware_address = mac,
          .promotes_secondaries = false};
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("an interface that comes up has its addresses announced, once")
{
  InterfaceMemory memory;
  CHECK(memory.saw(interface(1, "eth0", false)) == News::changed);
  CHECK(memory.saw(interface(1, "eth0", false)) == News::none);
  CHECK(memory.saw(interface(1, "eth0", true)) == News::announce);
  CHECK(memory.saw(interface(1, "eth0", true)) == News::none);
  CHECK(memory.saw(interface(1, "eth0", false)) == News::changed);
  CHECK(memory.saw(interface(1, "eth0", true)) == News::announce);
}

TEST_CASE("an interface with another hardware address has its addresses announced anew")
{
  InterfaceMemory memory;
  memory.saw(interface(1, "eth0", true, 1));
  CHECK(memory.saw(interface(1, "eth0", true, 2)) == News::announce);
  memory.saw(interface(2, "eth1", false, 1));
  CHECK(memory.saw(interface(2, "eth1", false, 2)) == News::none);
}

TEST_CASE("a new name is news, and so is an interface that comes again under its old one")
{
  InterfaceMemory memory;
  memory.saw(interface(1, "eth0", true));
  CHECK(memory.saw(interface(1, "wan", true)) == News::changed);
  memory.gone(interface(1, "wan", true));
  CHECK(memory.saw(interface(1, "wan", true)) == News::announce);
}

TEST_CASE("after lost events all that there is tells what to announce")
{
  InterfaceMemory memory;
  const std::vector before{interface(1, "eth0", true), interface(2, "eth1", false),
                           interface(3, "eth2", true)};
  CHECK(memory.saw_all(before) == Names{"eth0", "eth2"});
  CHECK(memory.saw_all(before).empty());
  const std::vector after{interface(1, "eth0", true), interface(2, "eth1", true)};
  CHECK(memory.saw_all(after) == Names{"eth1"});
  CHECK(memory.saw_all(before) == Names{"eth2"});
}
