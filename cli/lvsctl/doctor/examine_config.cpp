// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>

#include "cli/lvsctl/doctor/examine.hpp"
#include "lvsd/files/closed_path.hpp"

namespace lvsctl::doctor {
namespace {

using namespace ipvsctl;

void look_for_ipvs(const Host& host, Findings& findings)
{
  if (host.ipvs_missing.empty()) return;
  findings.push_back({Severity::problem, "ipvs", "the kernel", host.ipvs_missing,
                      "modprobe ip_vs; where there is no such module, install the package of this "
                      "kernel's modules, and in a container load it on the host"});
}

void look_for_errors(const Host& host, Findings& findings)
{
  if (host.config_errors.empty()) return;
  const lvsd::Problem& first = host.config_errors.front();
  const std::size_t more = host.config_errors.size() - 1;
  const std::string others = more == 0 ? "" : " (and " + std::to_string(more) + " more)";
  findings.push_back(
      {Severity::problem, "config", "the config",
       "it has errors: lvsd does not start with it, and a reload leaves all as it was: " +
           to_string(first) + others,
       "lvsctl check" + host.config_argument + " names each place; correct them, then " +
           (host.lvsd_runs ? "lvsctl reload" : "systemctl start lvsd")});
}

void look_for_closed_files(const Host& host, Findings& findings)
{
  for (const ClosedFile& file : host.closed_files)
    findings.push_back({Severity::problem, "config", file.path,
                        "user " + std::string(lvsd::daemon_user) +
                            " may not read it: lvsd does not start, and a reload leaves all as it "
                            "was",
                        file.cure});
}

void look_for_silence(const Host& host, Findings& findings)
{
  if (host.lvsd_silence.empty()) return;
  findings.push_back(
      {Severity::problem, "lvsd", "lvsd",
       "it runs, but does not tell how things are, nor which config it keeps to: " +
           host.lvsd_silence,
       "journalctl -u lvsd says what it is at: a large change takes a while; where it is at "
       "nothing, systemctl kill --kill-who=main -s USR2 lvsd && systemctl restart lvsd, which "
       "leaves the kernel as it is"});
}

std::string cure_of_drift(const Host& host)
{
  const std::string& file = host.config_argument;
  if (!host.lvsd_runs) return "lvsctl plan" + file + "; lvsctl apply" + file;
  if (host.is_of_lvsd)
    return "lvsctl plan shows them; where the file was edited since, lvsctl reload";
  return "lvsd keeps to another config, " + host.lvsd_config +
         ": where it is to keep to this one, bring it there, then lvsctl reload";
}

void look_at_lvsd(const Host& host, Findings& findings)
{
  const bool none = !host.config && host.config_errors.empty();
  if (!host.lvsd_runs && !none)
    findings.push_back({Severity::advice, "lvsd", "lvsd",
                        "lvsd does not run: nobody puts right what others change, and no server "
                        "that drains is ever taken out",
                        "systemctl start lvsd"});
  if (host.steps_missing != 0)
    findings.push_back({Severity::problem, "drift", "the config",
                        "the kernel is not as the config says: " +
                            std::to_string(host.steps_missing) + " steps are missing",
                        cure_of_drift(host)});
}

void look_for_managers(const Host& host, Findings& findings)
{
  for (const std::string& manager : host.managers)
    findings.push_back({Severity::problem, "clash", manager,
                        manager + " runs on this host and keeps virtual services too: each undoes "
                                  "what the other does",
                        "stop " + manager + ", or give it other services and leave them to it"});
}

void look_for_schedulers(const Host& host, Findings& findings)
{
  for (const std::string& scheduler : host.missing_schedulers)
    findings.push_back(
        {Severity::problem, "scheduler", "scheduler `" + scheduler + "`",
         "this kernel has no scheduler " + scheduler + ", and its module ip_vs_" + scheduler +
             " is not there to be loaded",
         "install the kernel's module ip_vs_" + scheduler +
             " (a package such as linux-modules-extra), or choose another scheduler"});
}

std::string option_of(Protocol protocol)
{
  if (protocol == Protocol::sctp) return "--sctp-service";
  return protocol == Protocol::udp ? "-u" : "-t";
}

/// A service by address whose packets get a mark of ours first never sees one: IPVS looks for the
/// mark before the address.
void look_for_hidden_services(const Host& host, Findings& findings)
{
  for (const auto& [key, service] : host.kernel.ipvs) {
    const auto* const address = std::get_if<VirtualAddress>(&key);
    if (address == nullptr || host.names.contains(key) || host.leaving.contains(key)) continue;
    const auto mark = std::ranges::find_if(host.kernel.packet_rules.marks, [&](const auto& entry) {
      const auto& [match, number] = entry;
      return match.address == address->address && match.protocol == address->protocol &&
             match.ports.first <= address->port && address->port <= match.ports.last;
    });
    if (mark == host.kernel.packet_rules.marks.end()) continue;
    const ServiceKey by_mark = FirewallMark{address->address.family, mark->second};
    findings.push_back({Severity::problem, "clash", object_of(host, key),
                        "lvsd did not make it, and no packet reaches it: " +
                            object_of(host, by_mark) + " takes them by mark",
                        "ipvsadm -D " + option_of(address->protocol) + " " +
                            endpoint_text(address->address, address->port)});
  }
}

}  // namespace

void examine_config(const Host& host, Findings& findings)
{
  look_for_ipvs(host, findings);
  look_for_errors(host, findings);
  look_for_closed_files(host, findings);
  look_for_silence(host, findings);
  look_at_lvsd(host, findings);
  look_for_managers(host, findings);
  look_for_schedulers(host, findings);
  look_for_hidden_services(host, findings);
}

}  // namespace lvsctl::doctor
