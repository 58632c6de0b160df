// SPDX-License-Identifier: GPL-2.0-or-later
// Everything at once, through the one door.
#include "libipvsctl/kernel/linux_kernel.hpp"
#include "libipvsctl/plan/concerning.hpp"
#include "libipvsctl/plan/make_plan.hpp"
#include "tests/kernel/namespace.hpp"
#include "tests/support/catch.hpp"

using namespace ipvsctl;
using std::chrono::seconds;

namespace {

/// A director's namespace with two interfaces.
struct Director {
  tests::Namespace fresh;
  Director()
  {
    tests::shell(
        "for i in eth0 eth1; do ip link add $i type dummy; ip link set $i up multicast on; done");
  }
};

Scope scope_of(const KernelState& desired)
{
  Scope scope;
  scope.sysctls = desired.sysctls;
  return scope;
}

/// What the kernel has as far as `desired` says anything of it; addresses that the kernel gives
/// itself are left out.
KernelState look(Kernel& kernel, const KernelState& desired)
{
  KernelState state = concerning(desired, kernel.observe(scope_of(desired)));
  std::erase_if(state.addresses, [](const FloatingAddress& address) {
    return address.interface == "lo" || address.address.bytes[0] == std::byte{0xfe};
  });
  return state;
}

void check_taken(Kernel& kernel, const KernelState& desired)
{
  const Plan plan = make_plan(desired, look(kernel, desired));
  const ApplyReport report = kernel.apply(plan, {});
  for (const Failure& failure : report.failures)
    FAIL_CHECK(failure.step << ": " << failure.code.message() << ": " << failure.reason);
  CHECK(report.carried_out == plan.size());
  for (const Step& step : make_plan(desired, look(kernel, desired)))
    FAIL_CHECK("left to do: " << step);
  CHECK((look(kernel, desired) == desired));
}

KernelState everything()
{
  const IpAddress vip = *parse_ip_address("192.0.2.10");
  KernelState state;
  state.sysctls = {{"net/ipv4/ip_forward", "1"},
                   {"net/ipv4/vs/conntrack", "1"},
                   {"net/ipv4/vs/sync_threshold", "5 60"}};
  state.timeouts = {{TimeoutKind::udp, seconds(33)}};
  state.ipvs[*parse_service_key("mark 7")].destinations = {
      {*parse_destination_key("10.0.0.1:0"), {}}};
  state.ipvs[*parse_service_key("tcp 192.0.2.10:22")].destinations = {
      {*parse_destination_key("10.0.0.1:22"), {.weight = 4}}};
  state.sync_daemons[SyncRole::backup].interface = "eth1";
  state.packet_rules.built = true;
  state.packet_rules.marks = {{{vip, Protocol::tcp, {80, 80}}, 7},
                              {{vip, Protocol::tcp, {10000, 20000}}, 7},
                              {{*parse_ip_address("2001:db8::10"), Protocol::udp, {53, 53}}, 8}};
  state.packet_rules.masquerades = {{*parse_ip_address("10.0.0.0"), 24, "eth0"}};
  state.addresses = {{"eth0", vip, 24, "eth0:1"},
                     {"eth1", *parse_ip_address("10.0.0.254"), 24, "eth1:1"},
                     {"eth0", *parse_ip_address("2001:db8::10"), 64, ""}};
  state.routes = {{*parse_ip_address("10.0.0.1"), "eth1"}};
  return state;
}

}  // namespace

TEST_CASE("everything that this project sets is applied at once, reads back equal, and goes again")
{
  Director director;
  LinuxKernel kernel;
  KernelState desired = everything();
  check_taken(kernel, desired);
  desired.ipvs.erase(*parse_service_key("tcp 192.0.2.10:22"));
  desired.packet_rules.marks.begin()->second = 9;
  desired.packet_rules.masquerades.clear();
  desired.addresses = {{"eth0", *parse_ip_address("192.0.2.10"), 32, "eth0:2"}};
  desired.sync_daemons.clear();
  desired.routes.clear();
  check_taken(kernel, desired);
  check_taken(kernel, {});
}

TEST_CASE("what is refused at one door keeps none of the others from their steps")
{
  Director director;
  LinuxKernel kernel;
  KernelState desired = everything();
  desired.sysctls["net/ipv4/vs/no_such"] = "1";
  desired.ipvs[*parse_service_key("mark 8 ipv6")].settings.scheduler = "nosuch";
  desired.ipvs[*parse_service_key("mark 8 ipv6")].settings.persistence_netmask = {128};
  desired.addresses.insert({"eth7", *parse_ip_address("192.0.2.77"), 32, ""});
  const ApplyReport report = kernel.apply(make_plan(desired, look(kernel, desired)), {});
  REQUIRE(report.failures.size() == 3);
  CHECK_THAT(report.failures[0].reason, Catch::Contains("net/ipv4/vs/no_such"));
  CHECK_THAT(report.failures[1].reason, Catch::Contains("ip_vs_nosuch"));
  CHECK_THAT(report.failures[2].reason, Catch::Contains("eth7"));
  CHECK((look(kernel, everything()) == everything()));
}

TEST_CASE("what is out of scope is not looked at")
{
  Director director;
  LinuxKernel kernel;
  check_taken(kernel, everything());
  const Scope nothing{
      .ipvs = false, .packet_rules = false, .addresses = false, .routes = false, .sysctls = {}};
  CHECK((kernel.observe(nothing) == KernelState{}));
}

TEST_CASE("parameters of IPVS are there as soon as the kernel was asked for IPVS")
{
  Director director;
  LinuxKernel kernel;
  KernelState desired;
  desired.sysctls["net/ipv4/vs/expire_nodest_conn"] = "1";
  check_taken(kernel, desired);
}
