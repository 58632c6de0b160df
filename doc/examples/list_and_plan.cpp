// SPDX-License-Identifier: GPL-2.0-or-later
// Lists the virtual services of the running kernel, and shows what it would take to have one more
// server in each.
//   g++ -std=c++20 list_and_plan.cpp $(pkg-config --cflags --libs libipvsctl) -o list_and_plan &&
//   sudo ./list_and_plan
#include <exception>
#include <iostream>

#include "libipvsctl/kernel/linux_kernel.hpp"
#include "libipvsctl/plan/make_plan.hpp"

int main()
{
  try {
    ipvsctl::LinuxKernel kernel;
    ipvsctl::Scope scope;
    scope.packet_rules = false;
    scope.addresses = false;
    scope.routes = false;
    const ipvsctl::KernelState observed = kernel.observe(scope);
    for (const auto& [key, service] : observed.ipvs) {
      std::cout << to_string(key) << " " << to_string(service.settings, family_of(key)) << "\n";
      for (const auto& [server, settings] : service.destinations)
        std::cout << "  " << server << " " << settings << "\n";
    }

    ipvsctl::KernelState desired = observed;
    for (auto& [key, service] : desired.ipvs)
      if (family_of(key) == ipvsctl::Family::ipv4)
        service.destinations[{*ipvsctl::parse_ip_address("10.0.0.99"), 80}].weight = 2;
    for (const ipvsctl::Step& step : ipvsctl::make_plan(desired, observed))
      std::cout << to_string(step) << "\n";  // kernel.apply(plan, {}) would do it
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
  return 0;
}
