// SPDX-License-Identifier: GPL-2.0-or-later
// What was applied reads back equal.
#include <thread>

#include "libipvsctl/kernel/linux_kernel.hpp"
#include "libipvsctl/plan/make_plan.hpp"
#include "tests/kernel/ipvs_support.hpp"
#include "tests/kernel/namespace.hpp"
#include "tests/support/catch.hpp"

using namespace ipvsctl;
using tests::check_taken;
using tests::server;
using tests::service;

namespace {

/// A service over one server with these settings.
KernelState one_server(const std::string& key, const std::string& address,
                       const DestinationSettings& settings)
{
  KernelState state;
  state.ipvs[service(key)] = {default_settings(family_of(service(key))),
                              {{server(address), settings}}};
  return state;
}

DestinationSettings tunnel(TunnelType type, std::uint16_t port, TunnelChecksum checksum)
{
  DestinationSettings settings;
  settings.forwarding = ForwardingMethod::tunnel;
  settings.tunnel = {type, port, checksum};
  return settings;
}

}  // namespace

TEST_CASE("services as they come at random read back as they were applied, one after the other")
{
  tests::Namespace fresh;
  LinuxKernel kernel;
  for (unsigned seed = 0; seed < 300; ++seed) {
    INFO("seed " << seed);
    tests::Random random(seed);
    KernelState desired;
    desired.ipvs = tests::random_services(random, tests::schedulers_here());
    check_taken(kernel, desired);
    if (seed % 10 == 9) check_taken(kernel, {});
  }
}

TEST_CASE("services of every protocol, of marks and of both families read back as applied")
{
  tests::Namespace fresh;
  LinuxKernel kernel;
  KernelState desired;
  for (const char* key : {"tcp 192.0.2.10:80", "udp 192.0.2.10:80", "sctp 192.0.2.10:80",
                          "tcp [2001:db8::53]:53", "udp [2001:db8::53]:53",
                          "sctp [2001:db8::53]:53", "mark 5", "mark 5 ipv6", "mark 4294967295"})
    desired.ipvs[service(key)] = {default_settings(family_of(service(key))), {}};
  desired.ipvs[service("mark 5")].destinations = {{server("10.0.0.1:0"), {}}};
  desired.ipvs[service("mark 5 ipv6")].destinations = {{server("[2001:db8:1::1]:0"), {}}};
  check_taken(kernel, desired);
}

TEST_CASE("every forwarding method reads back as applied")
{
  tests::Namespace fresh;
  LinuxKernel kernel;
  for (const auto method :
       {ForwardingMethod::masquerade, ForwardingMethod::local, ForwardingMethod::tunnel,
        ForwardingMethod::direct, ForwardingMethod::bypass}) {
    INFO(to_string(method));
    DestinationSettings settings;
    settings.forwarding = method;
    check_taken(kernel, one_server("tcp 192.0.2.10:80", "10.0.0.1:80", settings));
  }
}

TEST_CASE("every tunnel type with each of its checksums reads back as applied, in all families")
{
  tests::Namespace fresh;
  LinuxKernel kernel;
  for (const auto& settings : {tunnel(TunnelType::ipip, 0, TunnelChecksum::none),
                               tunnel(TunnelType::gue, 6080, TunnelChecksum::none),
                               tunnel(TunnelType::gue, 6080, TunnelChecksum::full),
                               tunnel(TunnelType::gue, 65535, TunnelChecksum::remote),
                               tunnel(TunnelType::gre, 0, TunnelChecksum::none),
                               tunnel(TunnelType::gre, 0, TunnelChecksum::full)})
    for (const char* key : {"tcp 192.0.2.10:80", "udp [2001:db8::53]:53", "mark 5"})
      for (const char* address : {"10.0.0.1:80", "[2001:db8:1::1]:80"}) {
        INFO(key << " to " << address << " by " << to_string(settings));
        check_taken(kernel, one_server(key, address, settings));
      }
}

TEST_CASE("a server goes over from one forwarding method or tunnel to another and reads back")
{
  tests::Namespace fresh;
  LinuxKernel kernel;
  for (const auto& settings :
       {DestinationSettings{}, tunnel(TunnelType::gue, 6080, TunnelChecksum::full),
        tunnel(TunnelType::ipip, 0, TunnelChecksum::none), DestinationSettings{}})
    check_taken(kernel, one_server("tcp 192.0.2.10:80", "10.0.0.1:80", settings));
}

TEST_CASE("weights and thresholds read back as applied, at their edges too")
{
  tests::Namespace fresh;
  LinuxKernel kernel;
  for (const DestinationSettings& settings :
       {DestinationSettings{.weight = 0}, DestinationSettings{.weight = 2147483647},
        DestinationSettings{.upper_threshold = 1000, .lower_threshold = 800},
        DestinationSettings{.upper_threshold = 2147483647, .lower_threshold = 2147483647}})
    check_taken(kernel, one_server("tcp 192.0.2.10:80", "10.0.0.1:80", settings));
}

TEST_CASE("persistence with its netmask and one packet scheduling read back as applied")
{
  tests::Namespace fresh;
  LinuxKernel kernel;
  for (const unsigned length : {32U, 24U, 8U, 0U}) {
    KernelState desired;
    ServiceSettings settings = default_settings(Family::ipv4);
    settings.persistent = true;
    settings.persistence_timeout = std::chrono::seconds(2678400);
    settings.persistence_netmask = prefix_netmask(Family::ipv4, length);
    desired.ipvs[service("tcp 192.0.2.10:0")] = {settings, {{server("10.0.0.1:0"), {}}}};
    settings.one_packet = true;
    desired.ipvs[service("udp 192.0.2.10:53")] = {settings, {}};
    settings.persistence_netmask = {std::max(length, 1U)};
    desired.ipvs[service("tcp [2001:db8::1]:80")] = {settings, {}};
    check_taken(kernel, desired);
  }
}

TEST_CASE("scheduler flags read back as applied, and go again")
{
  tests::Namespace fresh;
  LinuxKernel kernel;
  for (const unsigned flags : {7U, 1U, 2U, 4U, 0U})
    for (const char* scheduler : {"sh", "mh", "rr"}) {
      KernelState desired;
      ServiceSettings settings = tests::with_scheduler(service("tcp 192.0.2.10:80"), scheduler);
      settings.scheduler_flags = static_cast<std::uint8_t>(flags);
      desired.ipvs[service("tcp 192.0.2.10:80")] = {settings, {}};
      check_taken(kernel, desired);
    }
}

TEST_CASE("the persistence engine sip reads back as applied, and goes again")
{
  if (!tests::has_persistence_engine("sip")) return tests::skipped("no persistence engine sip");
  tests::Namespace fresh;
  LinuxKernel kernel;
  KernelState desired;
  ServiceSettings& settings = desired.ipvs[service("udp 192.0.2.10:5060")].settings;
  settings.persistent = true;
  settings.persistence_timeout = std::chrono::seconds(60);
  settings.persistence_engine = "sip";
  check_taken(kernel, desired);
  settings.persistence_engine.clear();
  check_taken(kernel, desired);
}

TEST_CASE("every scheduler can take over from every other")
{
  tests::Namespace fresh;
  LinuxKernel kernel;
  const ServiceKey key = service("tcp 192.0.2.10:80");
  KernelState desired;
  desired.ipvs[key].destinations = {{server("10.0.0.1:80"), {}}, {server("10.0.0.2:80"), {}}};
  for (const char* name : {"twos"})
    if (!tests::has_scheduler(name)) tests::skipped("no scheduler " + std::string(name));
  for (const std::string& from : tests::schedulers_here())
    for (const std::string& to : {from, std::string("mh"), std::string("none")}) {
      INFO(from << " to " << to);
      desired.ipvs[key].settings = tests::with_scheduler(key, from);
      check_taken(kernel, desired);
      desired.ipvs[key].settings = tests::with_scheduler(key, to);
      check_taken(kernel, desired);
    }
}

TEST_CASE("the list of a service that was filled in one go is sorted in the kernel, too")
{
  tests::Namespace fresh;
  LinuxKernel kernel;
  KernelState desired;
  Service& web = desired.ipvs[service("tcp 192.0.2.10:80")];
  for (const char* address : {"10.0.0.7:80", "10.0.0.30:80", "10.0.0.4:80"})
    web.destinations[server(address)] = {};
  check_taken(kernel, desired);
  const std::string listed = tests::shell("ipvsadm -Ln --nosort | grep -o '10.0.0[.0-9:]*'");
  CHECK(listed == "10.0.0.4:80\n10.0.0.7:80\n10.0.0.30:80\n");
}

TEST_CASE("what ipvsadm made is what is observed")
{
  tests::Namespace fresh;
  LinuxKernel kernel;
  tests::shell(
      "ipvsadm -A -t 192.0.2.10:80 -s wrr -p 300 -M 255.255.255.0;"
      "ipvsadm -a -t 192.0.2.10:80 -r 10.0.0.1:8080 -m -w 3 -x 100 -y 50;"
      "ipvsadm -A -f 7 -6 -s mh -b mh-port;"
      "ipvsadm -a -f 7 -6 -r [2001:db8::1]:0 -i --tun-type gue --tun-port 6080 --tun-csum");
  KernelState expected;
  Service& web = expected.ipvs[service("tcp 192.0.2.10:80")];
  web.settings = tests::with_scheduler(service("tcp 192.0.2.10:80"), "wrr");
  web.settings.persistent = true;
  web.settings.persistence_timeout = std::chrono::seconds(300);
  web.settings.persistence_netmask = prefix_netmask(Family::ipv4, 24);
  web.destinations[server("10.0.0.1:8080")] = {
      .weight = 3, .upper_threshold = 100, .lower_threshold = 50};
  Service& marked = expected.ipvs[service("mark 7 ipv6")];
  marked.settings = tests::with_scheduler(service("mark 7 ipv6"), "mh");
  marked.settings.scheduler_flags = 0b10;
  marked.destinations[server("[2001:db8::1]:0")] =
      tunnel(TunnelType::gue, 6080, TunnelChecksum::full);
  CHECK(kernel.observe(tests::ipvs_alone).ipvs == expected.ipvs);
}

TEST_CASE("one reading gives the services and what goes on at them")
{
  tests::Namespace fresh;
  tests::shell(
      "ip addr add 192.0.2.10/32 dev lo;"
      "ipvsadm -A -u 192.0.2.10:5353 -s rr;"
      "ipvsadm -a -u 192.0.2.10:5353 -r 127.0.0.1:5353 -m;"
      "bash -c 'for i in 1 2 3; do echo hello > /dev/udp/192.0.2.10/5353; done'");
  LinuxKernel kernel;
  IpvsMeasurements measurements;
  // The kernel brings its totals up to date every two seconds, and tells nobody.
  for (int tries = 0; tries < 100; ++tries) {
    const KernelState state = kernel.observe_and_measure(tests::ipvs_alone, measurements);
    REQUIRE(state.ipvs.size() == 1);
    REQUIRE(measurements.size() == 1);
    if (measurements.begin()->second.counters.connections != 0) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  const ServiceMeasurements& dns = measurements.at(service("udp 192.0.2.10:5353"));
  CHECK(dns.counters.connections == 3);
  CHECK(dns.counters.packets_in == 3);
  CHECK(dns.counters.bytes_in == 3 * (20 + 8 + 6));
  const DestinationMeasurements& local = dns.destinations.at(server("127.0.0.1:5353"));
  CHECK(local.active_connections == 0);
  CHECK(local.inactive_connections == 3);
  CHECK(local.counters == dns.counters);
  CHECK(kernel.measure().at(service("udp 192.0.2.10:5353")).counters.connections == 3);
}
