// SPDX-License-Identifier: GPL-2.0-or-later
#include <sched.h>

#include <system_error>
#include <thread>

#include "libipvsctl/sysctl/parameters.hpp"
#include "tests/kernel/namespace.hpp"
#include "tests/support/catch.hpp"

using namespace ipvsctl;
using tests::Namespace;
using tests::shell;

namespace {

std::string refusal_of(const std::string& path, const std::string& value)
{
  try {
    sysctl::write(path, value);
    return "no refusal";
  } catch (const std::system_error& error) {
    return error.what();
  }
}

const std::string forward = "net/ipv4/ip_forward";

}  // namespace

TEST_CASE("a parameter reads back as it was written")
{
  const Namespace fresh;
  for (const char* value : {"1", "0"}) {
    sysctl::write(forward, value);
    CHECK(sysctl::read(forward) == value);
    CHECK(shell("sysctl -n net.ipv4.ip_forward") == std::string(value) + "\n");
  }
}

TEST_CASE("a value of several words is folded")
{
  const Namespace fresh;
  sysctl::write("net/ipv4/ip_local_port_range", "20000\t30000");
  CHECK(sysctl::read("net/ipv4/ip_local_port_range") == "20000 30000");
}

TEST_CASE("a value may be empty where the kernel takes that")
{
  const Namespace fresh;
  sysctl::write("net/ipv4/ip_local_reserved_ports", "8080,9000-9010");
  CHECK(sysctl::read("net/ipv4/ip_local_reserved_ports") == "8080,9000-9010");
  sysctl::write("net/ipv4/ip_local_reserved_ports", "");
  CHECK(sysctl::read("net/ipv4/ip_local_reserved_ports") == "");
}

TEST_CASE("an interface's name may have dots in it")
{
  const Namespace fresh;
  shell("ip link add eth0.100 type dummy");
  sysctl::write("net/ipv4/conf/eth0.100/rp_filter", "2");
  CHECK(shell("cat /proc/sys/net/ipv4/conf/eth0.100/rp_filter") == "2\n");
}

TEST_CASE("a parameter of IPVS can be set")
{
  const Namespace fresh;
  sysctl::write("net/ipv4/vs/conntrack", "1");
  CHECK(sysctl::read("net/ipv4/vs/conntrack") == "1");
}

TEST_CASE("a thread sees the parameters of its own network namespace")
{
  const Namespace fresh;
  sysctl::write(forward, "0");
  std::optional<std::string> before;
  std::optional<std::string> after;
  std::thread elsewhere([&] {
    unshare(CLONE_NEWNET);
    before = sysctl::read(forward);
    sysctl::write(forward, before == "0" ? "1" : "0");
    after = sysctl::read(forward);
  });
  elsewhere.join();
  REQUIRE(before);
  REQUIRE(after);
  CHECK(before != after);
  CHECK(sysctl::read(forward) == "0");
}

TEST_CASE("what is read is what there is of what was asked for")
{
  const Namespace fresh;
  sysctl::write(forward, "1");
  CHECK(sysctl::read("net/ipv4/no_such_parameter") == std::nullopt);
  CHECK(sysctl::read_those({{forward, "0"}, {"net/ipv4/no_such_parameter", "1"}}) ==
        Sysctls{{forward, "1"}});
}

TEST_CASE("a refusal names the parameter and the cure")
{
  const Namespace fresh;
  CHECK(refusal_of("net/ipv4/vs/no_such_thing", "1") ==
        "net/ipv4/vs/no_such_thing: this kernel is too old for it, or was built without it: leave "
        "it out: No such file or directory");
  CHECK(refusal_of("net/ipv4/conf/eth9/rp_filter", "1") ==
        "net/ipv4/conf/eth9/rp_filter: there is no such parameter: is there such an interface?: "
        "No such file or directory");
  CHECK(refusal_of(forward, "perhaps") ==
        "net/ipv4/ip_forward: the kernel does not accept 'perhaps': Invalid argument");
  CHECK(refusal_of("net/ipv4/vs/conntrack", "") ==
        "net/ipv4/vs/conntrack: the kernel does not accept '': Invalid argument");
  CHECK(refusal_of("kernel/osrelease", "7") ==
        "kernel/osrelease: it may not be changed: it is read-only, or CAP_NET_ADMIN is missing: "
        "Permission denied");
  CHECK(refusal_of("../sys/net/ipv4/ip_forward", "1") ==
        "../sys/net/ipv4/ip_forward: the path may not have '..' in it: Invalid argument");
}
