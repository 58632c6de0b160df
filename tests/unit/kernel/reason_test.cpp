// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/kernel/reason.hpp"

#include "tests/support/catch.hpp"

using namespace ipvsctl;

namespace {

const ServiceKey web = *parse_service_key("tcp 192.0.2.10:80");
const DestinationKey server = *parse_destination_key("10.0.0.1:80");
const DestinationKey other_family = *parse_destination_key("[2001:db8::1]:80");

std::string reason(const Step& step, int number, const std::string& text = {})
{
  return reason_of(step, {number, std::system_category()}, text);
}

ServiceSettings with_scheduler(const std::string& scheduler)
{
  ServiceSettings settings;
  settings.scheduler = scheduler;
  return settings;
}

DestinationSettings tunnelled()
{
  DestinationSettings settings;
  settings.forwarding = ForwardingMethod::tunnel;
  return settings;
}

}  // namespace

TEST_CASE("a missing scheduler is named, with the module that has it")
{
  CHECK(reason(AddService{web, with_scheduler("twos")}, ENOENT) ==
        "this kernel has no scheduler 'twos' (try 'modprobe ip_vs_twos')");
  CHECK(reason(EditService{web, {}, with_scheduler("twos")}, ENOENT) ==
        "this kernel has no scheduler 'twos' (try 'modprobe ip_vs_twos')");
}

TEST_CASE("where it may be the persistence engine that is missing, both are named")
{
  ServiceSettings settings = with_scheduler("wlc");
  settings.persistence_engine = "sip";
  CHECK_THAT(reason(AddService{web, settings}, ENOENT),
             Catch::Contains("ip_vs_wlc") && Catch::Contains("ip_vs_pe_sip"));
}

TEST_CASE("what is there already, or no more, was changed by somebody else")
{
  const std::string meanwhile = "somebody else changed it meanwhile";
  CHECK(reason(AddService{web, {}}, EEXIST) == meanwhile);
  CHECK(reason(RemoveService{web}, ESRCH) == meanwhile);
  CHECK(reason(AddDestination{web, server, {}}, EEXIST) == meanwhile);
  CHECK(reason(EditDestination{web, server, {}, {}}, ENOENT) == meanwhile);
  CHECK(reason(RemoveDestination{web, server}, ENOENT) == meanwhile);
  CHECK(reason(StopSyncDaemon{SyncRole::master}, ESRCH) == meanwhile);
}

TEST_CASE("a server of the other family has two cures")
{
  CHECK_THAT(reason(AddDestination{web, other_family, {}}, EINVAL), Catch::Contains("tunnel"));
  CHECK_THAT(reason(AddDestination{web, other_family, tunnelled()}, EINVAL),
             Catch::Contains("sync daemon"));
  CHECK_THAT(reason(StartSyncDaemon{SyncRole::master, {.interface = "eth0", .group = {}}}, EINVAL),
             Catch::Contains("another address family"));
}

TEST_CASE("thresholds the wrong way round, and a weight out of range")
{
  DestinationSettings settings;
  settings.upper_threshold = 1;
  settings.lower_threshold = 2;
  CHECK(reason(AddDestination{web, server, settings}, ERANGE) ==
        "the lower threshold is above the upper one");
  settings.upper_threshold = 1U << 31;
  CHECK(reason(AddDestination{web, server, settings}, EINVAL) ==
        "a threshold is not within 0 to 2147483647");
  settings = {};
  settings.weight = 1U << 31;
  CHECK_THAT(reason(AddDestination{web, server, settings}, ERANGE), Catch::Contains("weight"));
}

TEST_CASE("an interface that is not there is named")
{
  CHECK(reason(StartSyncDaemon{SyncRole::backup, {.interface = "eth7", .group = {}}}, ENODEV) ==
        "there is no interface eth7");
}

TEST_CASE("a missing permission has its cure, whatever the step")
{
  CHECK_THAT(reason(RemoveService{web}, EPERM), Catch::Contains("CAP_NET_ADMIN"));
}

TEST_CASE("the kernel's own words come first")
{
  CHECK(reason(RemoveService{web}, ESRCH, "no such thing") ==
        "no such thing; somebody else changed it meanwhile");
  CHECK(reason(RemoveService{web}, EIO, "disk on fire") == "disk on fire");
}

TEST_CASE("what was thrown is a reason without the words of its code")
{
  const std::error_code code(ENODEV, std::system_category());
  CHECK(reason_of(std::system_error(code, "cannot add it: there is no interface eth7")) ==
        "cannot add it: there is no interface eth7");
}
