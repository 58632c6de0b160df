// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/kernel/ipvs_support.hpp"

#include "libipvsctl/plan/concerning.hpp"
#include "libipvsctl/plan/make_plan.hpp"
#include "tests/kernel/namespace.hpp"
#include "tests/support/catch.hpp"

namespace tests {
namespace {

using namespace ipvsctl;

/// What there is of a tunnel's settings only for some types.
Tunnel sensible(Tunnel tunnel)
{
  if (tunnel.type == TunnelType::gue && tunnel.port == 0) tunnel.port = 6080;
  if (tunnel.type != TunnelType::gue) tunnel.port = 0;
  if (tunnel.type == TunnelType::ipip) tunnel.checksum = TunnelChecksum::none;
  if (tunnel.type == TunnelType::gre && tunnel.checksum == TunnelChecksum::remote)
    tunnel.checksum = TunnelChecksum::full;
  return tunnel;
}

DestinationSettings sensible(DestinationSettings settings, bool same_family)
{
  if (!same_family) settings.forwarding = ForwardingMethod::tunnel;
  settings.tunnel =
      settings.forwarding == ForwardingMethod::tunnel ? sensible(settings.tunnel) : Tunnel{};
  settings.lower_threshold = std::min(settings.lower_threshold, settings.upper_threshold);
  return settings;
}

}  // namespace

ServiceKey service(const std::string& text)
{
  return *parse_service_key(text);
}

DestinationKey server(const std::string& text)
{
  return *parse_destination_key(text);
}

ServiceSettings with_scheduler(const ServiceKey& key, const std::string& scheduler)
{
  ServiceSettings settings = default_settings(family_of(key));
  settings.scheduler = scheduler;
  return settings;
}

KernelState look(Kernel& kernel, const KernelState& desired)
{
  return concerning(desired, kernel.observe(ipvs_alone));
}

ApplyReport bring_to(Kernel& kernel, const KernelState& desired)
{
  return kernel.apply(make_plan(desired, look(kernel, desired)), {});
}

void check_taken(Kernel& kernel, const KernelState& desired)
{
  const ApplyReport report = bring_to(kernel, desired);
  for (const Failure& failure : report.failures)
    FAIL_CHECK(failure.step << ": " << failure.code.message() << ": " << failure.reason);
  const KernelState now = look(kernel, desired);
  for (const Step& step : make_plan(desired, now))
    FAIL_CHECK("left to do: " << step);
  CHECK(now == desired);
}

IpvsTable random_services(Random& random, const std::vector<std::string>& schedulers)
{
  IpvsTable table = random_state(random).ipvs;
  std::uniform_int_distribution<std::size_t> any(0, schedulers.size() - 1);
  static const bool has_sip = has_persistence_engine("sip");
  for (auto& [key, its] : table) {
    its.settings.scheduler = schedulers[any(random)];
    if (!has_sip) its.settings.persistence_engine.clear();
    for (auto& [destination, settings] : its.destinations)
      settings = sensible(settings, destination.address.family == family_of(key));
  }
  return table;
}

const std::vector<std::string>& schedulers_here()
{
  static const std::vector<std::string> here = [] {
    std::vector<std::string> found;
    for (const char* name : {"dh", "fo", "lblc", "lblcr", "lc", "mh", "none", "nq", "ovf", "rr",
                             "sed", "sh", "twos", "wlc", "wrr"})
      if (has_scheduler(name)) found.emplace_back(name);
    return found;
  }();
  return here;
}

}  // namespace tests
