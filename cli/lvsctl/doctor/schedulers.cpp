// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/doctor/schedulers.hpp"

#include <sys/utsname.h>

#include <filesystem>
#include <fstream>
#include <string_view>

namespace lvsctl::doctor {
namespace {

/// Whether a line of the file names the module: "…/ip_vs_rr.ko", whatever follows.
bool names_module(const std::string& file, const std::string& module)
{
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);)
    if (line.substr(0, line.find(':')).find("/" + module + ".ko") != std::string::npos) return true;
  return false;
}

/// The program by which the kernel loads modules; "" or a missing one means that it cannot.
bool kernel_loads_modules()
{
  std::string program;
  std::string disabled;
  std::getline(std::ifstream("/proc/sys/kernel/modprobe"), program);
  std::getline(std::ifstream("/proc/sys/kernel/modules_disabled"), disabled);
  return disabled != "1" && !program.empty() && std::filesystem::exists(program);
}

bool is_there(const std::string& scheduler)
{
  const std::string module = "ip_vs_" + scheduler;
  if (std::filesystem::exists("/sys/module/" + module)) return true;
  utsname system{};
  uname(&system);
  const std::string folder = std::string("/lib/modules/") + system.release;
  if (!std::filesystem::exists(folder)) return true;  // a container: nothing can be told
  return names_module(folder + "/modules.builtin", module) ||
         (kernel_loads_modules() && names_module(folder + "/modules.dep", module));
}

}  // namespace

std::set<std::string> missing_schedulers(const lvsd::Config& config)
{
  std::set<std::string> missing;
  for (const lvsd::ServiceConfig& service : config.services)
    if (service.settings.scheduler != "none" && !is_there(service.settings.scheduler))
      missing.insert(service.settings.scheduler);
  return missing;
}

}  // namespace lvsctl::doctor
