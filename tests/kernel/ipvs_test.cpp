// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/kernel/linux_kernel.hpp"
#include "libipvsctl/plan/concerning.hpp"
#include "libipvsctl/plan/make_plan.hpp"
#include "tests/kernel/namespace.hpp"
#include "tests/support/catch.hpp"

using namespace ipvsctl;

namespace {

const Scope ipvs_alone{.ipvs = true, .packet_rules = false, .addresses = false, .sysctls = {}};

DestinationKey server(const std::string& text)
{
  return *parse_destination_key(text);
}

/// What the kernel has after it was made `desired`, as far as `desired` says anything of it.
KernelState applied(Kernel& kernel, const KernelState& desired)
{
  const Plan plan = make_plan(desired, concerning(desired, kernel.observe(ipvs_alone)));
  const ApplyReport report = kernel.apply(plan, {});
  for (const Failure& failure : report.failures)
    UNSCOPED_INFO(failure.step << ": " << failure.code.message() << ": " << failure.reason);
  CHECK(report.carried_out == plan.size());
  return concerning(desired, kernel.observe(ipvs_alone));
}

}  // namespace

TEST_CASE("services of every kind read back as they were applied")
{
  tests::Namespace fresh;
  LinuxKernel kernel;
  KernelState desired;
  desired.ipvs[*parse_service_key("tcp 192.0.2.10:80")] = {
      default_settings(Family::ipv4),
      {{server("10.0.0.1:80"), {}}, {server("10.0.0.2:80"), {}}, {server("10.0.0.3:8080"), {}}}};
  desired.ipvs[*parse_service_key("udp [2001:db8::53]:53")] = {
      default_settings(Family::ipv6), {{server("[2001:db8:1::1]:53"), {}}}};
  desired.ipvs[*parse_service_key("mark 4294967295")] = {default_settings(Family::ipv4),
                                                         {{server("10.0.0.1:0"), {}}}};
  desired.ipvs[*parse_service_key("mark 5 ipv6")] = {default_settings(Family::ipv6),
                                                     {{server("[2001:db8:1::1]:0"), {}}}};
  CHECK(applied(kernel, desired) == desired);
}
