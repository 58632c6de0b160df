// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <span>

#include "libipvsctl/address/client.hpp"
#include "libipvsctl/ipvs/client.hpp"
#include "libipvsctl/kernel/door.hpp"
#include "libipvsctl/kernel/kernel.hpp"

namespace ipvsctl {

/// The running kernel, in the network namespace of the thread that makes this; for one thread at a
/// time.
class LinuxKernel : public Kernel {
public:
  /// Throws ipvs::Missing where the kernel has no IPVS, and std::system_error with EPERM where it
  /// may not be asked.
  LinuxKernel();

  KernelState observe(const Scope& scope) override;
  IpvsMeasurements measure() override;
  KernelState observe_and_measure(const Scope& scope, IpvsMeasurements& measurements) override;
  HostRoutes routes_of_neighbours(const std::set<IpAddress>& hosts) override;
  ApplyReport apply(const Plan& plan, const Progress& progress) override;

private:
  KernelState look_at_ipvs(IpvsMeasurements* measurements);
  KernelState find_and_look_at_ipvs(IpvsMeasurements* measurements);
  KernelState look(const Scope& scope, IpvsMeasurements* measurements);
  void apply_at(Door door, std::span<const Step> steps, ApplyReport& report,
                const Progress& progress);
  void apply_packet_rules(std::span<const Step> steps, ApplyReport& report);
  void apply_one(const Step& step, ApplyReport& report);
  netlink::Conversation& nftables();
  address::Client& addresses();

  ipvs::Client ipvs_;
  // From their first use on:
  std::optional<netlink::Conversation> nftables_;
  std::optional<address::Client> addresses_;
};

}  // namespace ipvsctl
