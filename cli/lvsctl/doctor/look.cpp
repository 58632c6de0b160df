// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/doctor/look.hpp"

#include <linux/if_arp.h>

#include <algorithm>
#include <filesystem>

#include "cli/lvsctl/client.hpp"
#include "cli/lvsctl/closed_files.hpp"
#include "cli/lvsctl/considered_here.hpp"
#include "cli/lvsctl/doctor/programs.hpp"
#include "cli/lvsctl/doctor/schedulers.hpp"
#include "libipvsctl/address/listing.hpp"
#include "libipvsctl/address/prober.hpp"
#include "libipvsctl/ipvs/client.hpp"
#include "libipvsctl/kernel/linux_kernel.hpp"
#include "libipvsctl/sysctl/parameters.hpp"
#include "lvsd/config/load.hpp"
#include "lvsd/files/closed_path.hpp"
#include "lvsd/files/disk_files.hpp"
#include "lvsd/files/host_environment.hpp"
#include "lvsd/reconcile/reconciler.hpp"

namespace lvsctl::doctor {
namespace {

using namespace ipvsctl;
using namespace std::chrono_literals;

/// Runs `look`; what it throws becomes a sentence in `unseen`.
template <class Look>
void try_to(Host& host, const std::string& what, Look look)
{
  try {
    look();
  } catch (const std::exception& error) {
    host.unseen.push_back(what + ": " + error.what());
  }
}

/// Looks whether a daemon runs and answers. Returns the options with its config where none was
/// given.
Options look_at_daemon(Host& host, Options options)
{
  host.lvsd_runs = is_running(options.socket());
  if (!host.lvsd_runs) return options;
  try {
    host.lvsd_config = file_of_daemon(options, 10s);
    if (options.config_given) return options;
    options.config_given = host.lvsd_config != options.config;
    options.config = host.lvsd_config;
  } catch (const std::exception& error) {
    host.lvsd_silence = error.what();
  }
  return options;
}

/// Whether there should be a config: on a host without lvsd there is none in the usual place, and a
/// daemon that does not say where it has its own may have it elsewhere.
bool is_expected(const Options& options, const Host& host)
{
  std::error_code ignored;
  return options.config_given || (host.lvsd_runs && host.lvsd_silence.empty()) ||
         std::filesystem::exists(options.config, ignored);
}

void look_at_config(Host& host, const Options& options)
{
  if (options.config_given) host.config_argument = " " + lvsd::shell_word(options.config);
  lvsd::DiskFiles files;
  lvsd::LoadResult loaded = lvsd::load_config(files, options.config, lvsd::host_environment());
  host.config = std::move(loaded.config);
  std::error_code ignored;
  host.is_of_lvsd = host.lvsd_config.empty() ||
                    std::filesystem::equivalent(options.config, host.lvsd_config, ignored);
  if (is_read_by_daemon(options.config, host.lvsd_config))
    host.closed_files = closed_to_daemon(loaded.files);
  if (host.config) return;
  std::erase_if(loaded.problems, [](const lvsd::Problem& problem) {
    return problem.severity != lvsd::Problem::Severity::error;
  });
  if (!is_expected(options, host)) throw std::runtime_error(to_string(loaded.problems.front()));
  host.config_errors = std::move(loaded.problems);
}

void look_for_steps(Host& host, const Options& options)
{
  const lvsd::Decision decision = considered_here(
      *host.config, options, [&](const std::string& loss) { host.unseen.push_back(loss); });
  host.names = lvsd::names_of(*host.config, decision.record.marks);
  for (const auto& [key, service] : decision.record.services)
    if (!host.names.contains(key)) host.leaving.insert(key);
  host.steps_missing = decision.plan.size();
}

/// What lvsd made, where there is no config to tell what of it stays.
void look_at_record(Host& host, const Options& options)
{
  for (const auto& [key, service] : lvsd::RecordFile(options.runtime_directory).load().services)
    host.leaving.insert(key);
}

void look_at_kernel(Host& host)
{
  host.kernel = LinuxKernel().observe_and_measure({}, host.measured);
  host.connection_table_size = ipvs::Client().info().connection_table_size;
}

void read_parameter(Host& host, const std::string& path)
{
  if (const auto value = sysctl::read(path)) host.sysctls[path] = *value;
}

void look_at_parameters(Host& host)
{
  read_parameter(host, "net/ipv4/vs/conntrack");
  std::set<std::string> folders = host.interfaces;
  folders.insert("all");
  for (const std::string& folder : folders) {
    for (const char* name : {"forwarding", "rp_filter", "arp_ignore", "arp_announce"})
      read_parameter(host, "net/ipv4/conf/" + folder + "/" + name);
    read_parameter(host, "net/ipv6/conf/" + folder + "/forwarding");
  }
}

bool unwraps(const address::Interface& interface)
{
  constexpr std::array types{ARPHRD_TUNNEL, ARPHRD_SIT, ARPHRD_IPGRE};
  return std::ranges::count(types, int{interface.hardware_type}) != 0;
}

std::set<IpAddress> nat_servers(const Host& host)
{
  std::set<IpAddress> servers;
  for (const auto& [key, service] : host.kernel.ipvs)
    for (const auto& [server, settings] : service.destinations)
      if (settings.forwarding == ForwardingMethod::masquerade) servers.insert(server.address);
  return servers;
}

void look_at_routes(Host& host, netlink::Conversation& routes)
{
  constexpr std::size_t most_servers = 500;
  // An address of a network that is nowhere (RFC 5737), so that only a default route leads to it.
  if (const auto route = address::route_to(routes, *parse_ip_address("203.0.113.1")))
    host.default_interface = route->interface;
  for (const IpAddress& server : nat_servers(host)) {
    if (host.routes.size() == most_servers) {
      host.unseen.push_back("the routes to all servers: there are more than " +
                            std::to_string(most_servers));
      return;
    }
    if (const auto route = address::route_to(routes, server)) host.routes[server] = *route;
  }
}

/// The VIPs that are on one interface now, of one family.
std::set<IpAddress> vips_on(const Host& host, const std::string& interface, Family family)
{
  std::set<IpAddress> vips;
  for (const FloatingAddress& present : host.kernel.addresses) {
    const bool wanted = host.config && std::ranges::any_of(host.config->vips, [&](const auto& vip) {
                          return vip.address.address == present.address;
                        });
    if (present.interface == interface && present.address.family == family && wanted)
      vips.insert(present.address);
  }
  return vips;
}

const FloatingAddress& floating(const Host& host, const IpAddress& address)
{
  return *std::ranges::find(host.kernel.addresses, address, &FloatingAddress::address);
}

void look_for_rivals(Host& host, netlink::Conversation& routes)
{
  for (const address::Interface& interface : address::list_interfaces(routes))
    for (const Family family : {Family::ipv4, Family::ipv6})
      for (const auto& [address, hardware] :
           address::who_else_has(vips_on(host, interface.name, family), interface, 500ms))
        host.rivals.push_back({floating(host, address), hardware});
}

void look_at_network(Host& host)
{
  auto routes = address::open_conversation();
  for (const address::Interface& interface : address::list_interfaces(routes)) {
    host.interfaces.insert(interface.name);
    if (!interface.running) host.dead.insert(interface.name);
    if (unwraps(interface)) host.tunnels.insert(interface.name);
  }
  try_to(host, "kernel parameters", [&] { look_at_parameters(host); });
  try_to(host, "routes", [&] { look_at_routes(host, routes); });
  try_to(host, "who else has the VIPs", [&] { look_for_rivals(host, routes); });
}

void look_at_firewall(Host& host)
{
  host.firewall = Firewall(nlohmann::json::parse(output_of("nft -j -t list ruleset")));
  if (has_legacy_tables())
    throw std::runtime_error(
        "rules of iptables-legacy are not read; iptables-legacy-save shows them");
}

}  // namespace

Host look_at_host(const Options& given)
{
  Host host;
  try {
    look_at_kernel(host);
  } catch (const ipvs::Missing& error) {
    host.ipvs_missing = error.what();
  }
  const Options options = look_at_daemon(host, given);
  try_to(host, "the config", [&] { look_at_config(host, options); });
  if (!host.config) {
    try_to(host, "what lvsd made", [&] { look_at_record(host, options); });
  } else {
    try_to(host, "what the config would change", [&] { look_for_steps(host, options); });
    host.missing_schedulers = missing_schedulers(*host.config);
  }
  try_to(host, "the network", [&] { look_at_network(host); });
  try_to(host, "the firewall", [&] { look_at_firewall(host); });
  host.managers = running_managers();
  return host;
}

}  // namespace lvsctl::doctor
