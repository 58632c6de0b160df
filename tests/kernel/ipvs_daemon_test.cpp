// SPDX-License-Identifier: GPL-2.0-or-later
// Sync daemons and timeouts.
#include "libipvsctl/kernel/linux_kernel.hpp"
#include "tests/kernel/ipvs_support.hpp"
#include "tests/kernel/namespace.hpp"
#include "tests/support/catch.hpp"

using namespace ipvsctl;
using std::chrono::seconds;
using tests::check_taken;
using tests::server;
using tests::service;

namespace {

/// A namespace with an interface that sync daemons can use.
struct Network {
  tests::Namespace fresh;
  Network()
  {
    tests::shell(
        "ip link add sync0 type dummy; ip link set sync0 up multicast on;"
        "ip addr add 198.51.100.1/24 dev sync0");
  }
};

KernelState mixed_families()
{
  KernelState state;
  DestinationSettings settings;
  settings.forwarding = ForwardingMethod::tunnel;
  state.ipvs[service("tcp 192.0.2.10:80")].destinations = {{server("[2001:db8::1]:80"), settings}};
  return state;
}

SyncDaemon daemon_on(const std::string& interface)
{
  SyncDaemon daemon;
  daemon.interface = interface;
  return daemon;
}

/// What the kernel makes of a daemon's `length`; the daemon is stopped again.
std::uint16_t length_taken(Kernel& kernel, SyncRole role, const std::string& group,
                           std::uint16_t length)
{
  KernelState desired;
  desired.sync_daemons[role] = daemon_on("sync0");
  desired.sync_daemons[role].max_length = length;
  desired.sync_daemons[role].group = *parse_ip_address(group);
  tests::bring_to(kernel, desired);
  const SyncDaemons now = kernel.observe(tests::ipvs_alone).sync_daemons;
  tests::bring_to(kernel, {});
  REQUIRE(now.contains(role));
  return now.at(role).max_length;
}

}  // namespace

TEST_CASE("a sync daemon with all that can be said of it reads back as applied")
{
  Network network;
  LinuxKernel kernel;
  KernelState desired;
  desired.sync_daemons[SyncRole::master] = {"sync0", 7, 1400, *parse_ip_address("224.0.0.99"),
                                            9000,    3};
  check_taken(kernel, desired);
  desired.sync_daemons[SyncRole::master].group = *parse_ip_address("ff02::99");
  check_taken(kernel, desired);
  desired.sync_daemons.clear();
  check_taken(kernel, desired);
}

TEST_CASE("master and backup run together, and each stops alone")
{
  Network network;
  LinuxKernel kernel;
  KernelState desired;
  desired.sync_daemons = {{SyncRole::master, daemon_on("sync0")},
                          {SyncRole::backup, daemon_on("sync0")}};
  desired.sync_daemons[SyncRole::backup].sync_id = 255;
  check_taken(kernel, desired);
  desired.sync_daemons.erase(SyncRole::master);
  check_taken(kernel, desired);
}

TEST_CASE("a sync daemon that is stopped as soon as it was started is known to be stopped")
{
  // Its thread may not have come to run by then, which is when the kernel does not answer.
  Network network;
  LinuxKernel kernel;
  for (int i = 0; i < 20; ++i) {
    KernelState desired;
    desired.sync_daemons[i % 2 == 0 ? SyncRole::master : SyncRole::backup] = daemon_on("sync0");
    check_taken(kernel, desired);
    check_taken(kernel, {});
  }
}

TEST_CASE("what is left to the kernel of a sync daemon is no difference")
{
  Network network;
  LinuxKernel kernel;
  KernelState desired;
  desired.sync_daemons[SyncRole::master] = daemon_on("sync0");
  check_taken(kernel, desired);
  const SyncDaemon now = kernel.observe(tests::ipvs_alone).sync_daemons.at(SyncRole::master);
  CHECK(now.max_length != 0);
  CHECK(to_string(now.group) == "224.0.0.81");
}

TEST_CASE("the shortest and longest messages that a config may ask for are what the kernel takes")
{
  Network network;
  LinuxKernel kernel;
  CHECK(length_taken(kernel, SyncRole::master, "224.0.0.81", 1) == 1);
  CHECK(length_taken(kernel, SyncRole::backup, "224.0.0.81", 1023) == 1024);
  CHECK(length_taken(kernel, SyncRole::backup, "224.0.0.81", 1024) == 1024);
  for (const SyncRole role : {SyncRole::master, SyncRole::backup}) {
    CHECK(length_taken(kernel, role, "224.0.0.81", 65508) == 65507);
    CHECK(length_taken(kernel, role, "224.0.0.81", 65507) == 65507);
    CHECK(length_taken(kernel, role, "ff02::81", 65488) == 65487);
    CHECK(length_taken(kernel, role, "ff02::81", 65487) == 65487);
  }
}

TEST_CASE("a sync daemon on an interface that is not there is refused by the interface's name")
{
  Network network;
  LinuxKernel kernel;
  KernelState desired;
  desired.sync_daemons[SyncRole::master] = daemon_on("sync7");
  const ApplyReport report = tests::bring_to(kernel, desired);
  REQUIRE(report.failures.size() == 1);
  CHECK(report.failures[0].reason == "there is no interface sync7");
  CHECK(report.failures[0].code == std::errc::no_such_device);
}

TEST_CASE("servers of another family and a sync daemon exclude each other, and the reason says so")
{
  Network network;
  LinuxKernel kernel;
  KernelState desired = mixed_families();
  check_taken(kernel, desired);
  desired.sync_daemons[SyncRole::master] = daemon_on("sync0");
  ApplyReport report = tests::bring_to(kernel, desired);
  REQUIRE(report.failures.size() == 1);
  CHECK(std::holds_alternative<StartSyncDaemon>(report.failures[0].step));
  CHECK_THAT(report.failures[0].reason, Catch::Contains("another address family"));

  desired.ipvs.clear();
  tests::bring_to(kernel, desired);
  check_taken(kernel, desired);

  desired.ipvs = mixed_families().ipvs;
  report = tests::bring_to(kernel, desired);
  REQUIRE(report.failures.size() == 1);
  CHECK(std::holds_alternative<AddDestination>(report.failures[0].step));
  CHECK_THAT(report.failures[0].reason, Catch::Contains("sync daemon"));
}

TEST_CASE("timeouts read back as applied, and those not spoken of stay")
{
  tests::Namespace fresh;
  LinuxKernel kernel;
  const Timeouts before = kernel.observe(tests::ipvs_alone).timeouts;
  CHECK(before.size() == 3);
  KernelState desired;
  desired.timeouts = {{TimeoutKind::tcp, seconds(1234)}, {TimeoutKind::udp, seconds(77)}};
  check_taken(kernel, desired);
  const Timeouts after = kernel.observe(tests::ipvs_alone).timeouts;
  CHECK(after.at(TimeoutKind::tcp_fin) == before.at(TimeoutKind::tcp_fin));
  CHECK(tests::shell("ipvsadm -L --timeout") ==
        "Timeout (tcp tcpfin udp): 1234 " +
            std::to_string(before.at(TimeoutKind::tcp_fin).count()) + " 77\n");
}
