// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/config/config_text.hpp"

#include <sstream>

namespace tests {
namespace {

using namespace ipvsctl;
using namespace lvsd;

void write(std::ostream& out, const Director& director)
{
  if (director.forwarding) out << "forwarding " << (*director.forwarding ? "on" : "off") << "\n";
  for (const auto& [kind, timeout] : director.timeouts)
    out << "timeout " << to_string(kind) << " " << timeout.count() << "s\n";
  for (const auto& [path, value] : director.ipvs)
    out << "sysctl " << path << " = " << value << "\n";
  out << "foreign " << (director.foreign == Foreign::keep ? "keep" : "remove") << ", on stop "
      << (director.on_stop == OnStop::keep ? "keep" : "release") << ", observe every "
      << director.observe_every.count() << "ms, marks " << director.marks.first << "-"
      << director.marks.last << "\n";
  if (!director.sync) return;
  out << director.sync->size() << " sync daemons\n";
  for (const auto& [role, daemon] : *director.sync)
    out << "sync " << to_string(role) << ": " << to_string(daemon) << "\n";
}

void write(std::ostream& out, const ServiceConfig& service)
{
  out << "service " << service.name << (is_plain(service) ? " (plain)" : "") << ": "
      << to_string(service.settings, Family::ipv4) << ", prefixes "
      << unsigned{service.ipv4_persistence_prefix} << "/"
      << unsigned{service.ipv6_persistence_prefix} << ", drain " << service.drain.count() << "s\n";
  for (const MarkMatch& match : service.matches)
    out << "  virtual " << match << "\n";
  if (service.mark) out << "  mark " << *service.mark << "\n";
  for (const Family family : service.mark_families)
    out << "  marked elsewhere " << to_string(family) << "\n";
  for (const Server& server : service.servers)
    out << "  server " << (server.name.empty() ? "" : server.name + " ") << server.key << ": "
        << server.settings << "\n";
}

}  // namespace

std::string config_text(const Config& config)
{
  std::ostringstream out;
  write(out, config.director);
  for (const Vip& vip : config.vips)
    out << "vip " << vip.name << ": " << vip.address << "\n";
  for (const Masquerade& masquerade : config.masquerades)
    out << "masquerade " << masquerade << "\n";
  for (const ServiceConfig& service : config.services)
    write(out, service);
  return out.str();
}

}  // namespace tests
