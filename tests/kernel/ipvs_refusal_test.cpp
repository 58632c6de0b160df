// SPDX-License-Identifier: GPL-2.0-or-later
// What the kernel refuses hurts nothing else, and is told with its reason.
#include <linux/ip_vs.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "libipvsctl/ipvs/client.hpp"
#include "libipvsctl/kernel/linux_kernel.hpp"
#include "libipvsctl/plan/make_plan.hpp"
#include "tests/kernel/ipvs_support.hpp"
#include "tests/kernel/namespace.hpp"
#include "tests/support/catch.hpp"

using namespace ipvsctl;
using tests::server;
using tests::service;

namespace {

const ServiceKey web = *parse_service_key("tcp 192.0.2.10:80");

/// What became of one step on a table that has `web` with the server 10.0.0.1:80.
Failure refused(const Step& step)
{
  tests::Namespace fresh;
  LinuxKernel kernel;
  KernelState before;
  before.ipvs[web].destinations[server("10.0.0.1:80")] = {};
  tests::check_taken(kernel, before);
  const ApplyReport report = kernel.apply({step}, {});
  REQUIRE(report.failures.size() == 1);
  CHECK(report.carried_out == 0);
  CHECK(kernel.observe(tests::ipvs_alone).ipvs == before.ipvs);
  return report.failures[0];
}

}  // namespace

TEST_CASE("a scheduler that the kernel has not hurts its own service alone")
{
  tests::Namespace fresh;
  LinuxKernel kernel;
  KernelState desired;
  desired.ipvs[service("tcp 192.0.2.10:25")].destinations[server("10.0.0.1:25")] = {};
  desired.ipvs[web].destinations = {{server("10.0.0.1:80"), {}}, {server("10.0.0.2:80"), {}}};
  desired.ipvs[web].settings.scheduler = "nosuch";
  desired.ipvs[service("tcp 192.0.2.10:443")].destinations[server("10.0.0.1:443")] = {};
  const ApplyReport report = tests::bring_to(kernel, desired);
  CHECK(report.carried_out == 4);
  REQUIRE(report.failures.size() == 3);
  CHECK(report.failures[0].code == std::errc::no_such_file_or_directory);
  CHECK_THAT(report.failures[0].reason, Catch::Contains("modprobe ip_vs_nosuch"));
  CHECK(report.failures[1].reason == "its service is not there");
  desired.ipvs.erase(web);
  CHECK(tests::look(kernel, desired) == desired);
}

TEST_CASE("a big service whose scheduler the kernel has not is not left behind without one")
{
  tests::Namespace fresh;
  LinuxKernel kernel;
  KernelState desired;
  Service& its = desired.ipvs[web];
  its.settings.scheduler = "nosuch";
  for (int i = 0; i < 1000; ++i)
    its.destinations[{
        *parse_ip_address("10.0." + std::to_string(i / 250) + "." + std::to_string(1 + i % 250)),
        80}] = {};
  const ApplyReport report = tests::bring_to(kernel, desired);
  CHECK(report.failures.size() == 1001);
  CHECK(report.carried_out == 0);
  CHECK(kernel.observe(tests::ipvs_alone).ipvs.empty());
}

TEST_CASE("a scheduler can be had loaded before it is needed, and no service comes of it")
{
  tests::Namespace fresh;
  ipvs::Client client;
  for (const char* scheduler : {"fo", "dh", "rr"}) {
    CHECK(client.load_scheduler(scheduler));
    CHECK(std::filesystem::exists(std::string("/sys/module/ip_vs_") + scheduler));
  }
  CHECK_FALSE(client.load_scheduler("nosuch"));
  CHECK(client.listing(ipvs::Detail::settings).empty());
}

TEST_CASE("what is there already is not added again")
{
  CHECK(refused(AddService{web, {}}).reason == "somebody else changed it meanwhile");
  CHECK(refused(AddDestination{web, server("10.0.0.1:80"), {}}).code == std::errc::file_exists);
}

TEST_CASE("what is not there is not altered or removed")
{
  const ServiceKey absent = service("mark 9");
  CHECK(refused(EditService{absent, {}, {}}).code == std::errc::no_such_process);
  CHECK(refused(RemoveService{absent}).code == std::errc::no_such_process);
  CHECK(refused(AddDestination{absent, server("10.0.0.1:80"), {}}).reason ==
        "its service is not there");
  CHECK(refused(EditDestination{web, server("10.0.0.2:80"), {}, {}}).code ==
        std::errc::no_such_file_or_directory);
  CHECK(refused(RemoveDestination{web, server("10.0.0.2:80")}).code ==
        std::errc::no_such_file_or_directory);
  CHECK(refused(StopSyncDaemon{SyncRole::backup}).code == std::errc::no_such_process);
}

TEST_CASE("settings that IPVS does not take are refused with their reason")
{
  DestinationSettings settings;
  settings.upper_threshold = 1;
  settings.lower_threshold = 2;
  CHECK(refused(AddDestination{web, server("10.0.0.2:80"), settings}).reason ==
        "the lower threshold is above the upper one");
  settings = {.weight = 1U << 31};
  CHECK_THAT(refused(AddDestination{web, server("10.0.0.2:80"), settings}).reason,
             Catch::Contains("weight"));
  CHECK_THAT(refused(AddDestination{web, server("[2001:db8::1]:80"), {}}).reason,
             Catch::Contains("tunnel"));
  settings = {.forwarding = ForwardingMethod::tunnel, .tunnel = {.type = TunnelType::gue}};
  CHECK(refused(AddDestination{web, server("10.0.0.2:80"), settings}).reason ==
        "a gue tunnel needs a port");
  CHECK_THAT(refused(AddDestination{web, server("224.0.0.1:80"), {}}).reason,
             Catch::Contains("not unicast"));
  ServiceSettings too_long = default_settings(Family::ipv6);
  too_long.persistence_netmask = {129};
  CHECK_THAT(refused(AddService{service("tcp [2001:db8::1]:80"), too_long}).reason,
             Catch::Contains("1 to 128"));
}

TEST_CASE("a timeout of 0 is refused: the kernel would leave it as it is")
{
  CHECK_THAT(refused(SetTimeout{TimeoutKind::udp, std::chrono::seconds(0)}).reason,
             Catch::Contains("does not take 0"));
}

TEST_CASE("the kernel's own words come with what it refuses")
{
  tests::Namespace fresh;
  ipvs::Client client;
  netlink::Request request;
  request.begin_generic(client.family(), 0, IPVS_CMD_SET_CONFIG, IPVS_GENL_VERSION);
  request.put_u8(IPVS_CMD_ATTR_TIMEOUT_TCP, 1);  // too short: it has four bytes
  try {
    client.conversation().query(request, "try");
    FAIL("nothing was refused");
  } catch (const netlink::Refused& refused) {
    CHECK(refused.text() == "Attribute failed policy validation");
  }
}

TEST_CASE("without the permission the kernel cannot be asked, and that is told from all else")
{
  tests::Namespace fresh;
  const pid_t child = fork();
  if (child == 0) {
    try {
      if (setgid(65534) != 0 || setuid(65534) != 0) _exit(1);
      LinuxKernel kernel;
      _exit(2);
    } catch (const std::system_error& error) {
      _exit(error.code() == std::errc::operation_not_permitted ? 77 : 3);
    }
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 77);
}

TEST_CASE("one command at a time: what is refused is thrown with the kernel's errno")
{
  tests::Namespace fresh;
  ipvs::Client client;
  client.add_service(web, {});
  client.add_destination(web, server("10.0.0.1:80"), {});
  client.edit_destination(web, server("10.0.0.1:80"), {.weight = 7});
  CHECK_THROWS_WITH(client.add_service(web, {}),
                    "cannot add service tcp 192.0.2.10:80: File exists");
  CHECK_THROWS_WITH(client.service(service("mark 9"), ipvs::Detail::settings),
                    "cannot list service mark 9: No such process");
  const auto listed = client.service(web, ipvs::Detail::settings_and_measurements);
  REQUIRE(listed.destinations.size() == 1);
  CHECK(listed.destinations[0].settings.weight == 7);
  client.zero();
  client.zero(web);
  client.remove_destination(web, server("10.0.0.1:80"));
  client.edit_service(web, tests::with_scheduler(web, "rr"));
  CHECK(client.listing(ipvs::Detail::settings)[0].settings.scheduler == "rr");
  client.set_timeouts(
      {{TimeoutKind::tcp, std::chrono::seconds(60)}, {TimeoutKind::udp, std::chrono::seconds(0)}});
  CHECK(client.timeouts().at(TimeoutKind::tcp) == std::chrono::seconds(60));
  CHECK(client.timeouts().at(TimeoutKind::udp) == std::chrono::seconds(300));
  CHECK(client.info().version >= 0x010201);
  CHECK(client.info().connection_table_size > 0);
  client.remove_service(web);
  client.add_service(web, {});
  client.flush();
  CHECK(client.listing(ipvs::Detail::settings).empty());
}
