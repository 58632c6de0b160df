// SPDX-License-Identifier: GPL-2.0-or-later
// Many services, and services with many servers.
#include "libipvsctl/ipvs/client.hpp"
#include "libipvsctl/kernel/linux_kernel.hpp"
#include "libipvsctl/plan/make_plan.hpp"
#include "tests/kernel/ipvs_support.hpp"
#include "tests/kernel/namespace.hpp"
#include "tests/support/catch.hpp"

using namespace ipvsctl;
using tests::check_taken;

namespace {

IpAddress ipv4(std::uint32_t number)
{
  IpAddress result{.family = Family::ipv4};
  for (int byte = 0; byte < 4; ++byte)
    result.bytes[static_cast<std::size_t>(byte)] =
        static_cast<std::byte>(number >> (24 - 8 * byte) & 0xff);
  return result;
}

Destinations servers(std::uint32_t count)
{
  Destinations all;
  for (std::uint32_t i = 1; i <= count; ++i)
    all[{ipv4(0x0a000000 + i), 80}] = {.weight = 1 + i % 7};
  return all;
}

const ServiceKey web = *parse_service_key("tcp 192.0.2.10:80");

}  // namespace

TEST_CASE("a service with 4,000 servers reads back as applied, sorted, under its own scheduler")
{
  for (const char* scheduler : {"wrr", "mh", "wlc"}) {
    INFO(scheduler);
    tests::Namespace fresh;
    LinuxKernel kernel;
    KernelState desired;
    desired.ipvs[web] = {tests::with_scheduler(web, scheduler), servers(4000)};
    std::size_t progress = 0;
    const ApplyReport report = kernel.apply(make_plan(desired, {}), [&](std::size_t done) {
      CHECK(done >= progress);
      progress = done;
    });
    CHECK(report.failures.empty());
    CHECK(report.carried_out == 4001);
    CHECK(progress == 4001);
    CHECK(tests::look(kernel, desired) == desired);
    const auto listed = ipvs::Client().service(web, ipvs::Detail::settings).destinations;
    CHECK(std::ranges::is_sorted(listed, {}, &ipvs::ListedDestination::key));
  }
}

TEST_CASE("a service with more servers than mh has places reads back as applied, under mh")
{
  tests::Namespace fresh;
  LinuxKernel kernel;
  KernelState desired;
  desired.ipvs[web] = {tests::with_scheduler(web, "mh"), servers(4200)};
  CHECK(kernel.apply(make_plan(desired, {}), {}).failures.empty());
  CHECK(tests::look(kernel, desired) == desired);
}

TEST_CASE("a service whose next scheduler is refused keeps the one it has")
{
  tests::Namespace fresh;
  LinuxKernel kernel;
  KernelState before;
  before.ipvs[web] = {tests::with_scheduler(web, "rr"), servers(4200)};
  CHECK(kernel.apply(make_plan(before, {}), {}).failures.empty());
  KernelState desired = before;
  desired.ipvs[web].settings.scheduler = "mh";
  const ApplyReport report = kernel.apply(make_plan(desired, before), {});
  REQUIRE(report.failures.size() == 1);
  CHECK(report.failures[0].reason.find("more servers than mh has places") != std::string::npos);
  CHECK(tests::look(kernel, before) == before);
}

TEST_CASE("a thousand services read back as applied, and go again")
{
  tests::Namespace fresh;
  LinuxKernel kernel;
  KernelState desired;
  for (std::uint32_t i = 0; i < 1000; ++i)
    desired.ipvs[VirtualAddress{Protocol::tcp, ipv4(0xc0000200 + i), 80}] = {
        default_settings(Family::ipv4), servers(i % 40)};
  check_taken(kernel, desired);
  for (auto& [key, its] : desired.ipvs)
    for (auto& [server, settings] : its.destinations)
      settings.weight += 1;
  check_taken(kernel, desired);
  check_taken(kernel, {});
}
