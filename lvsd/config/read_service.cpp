// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/read_service.hpp"

#include <algorithm>

#include "libipvsctl/model/mh.hpp"
#include "lvsd/config/quoted.hpp"
#include "lvsd/config/read_duration.hpp"
#include "lvsd/config/read_forward.hpp"
#include "lvsd/config/read_marks.hpp"
#include "lvsd/config/read_name.hpp"
#include "lvsd/config/read_persistence.hpp"
#include "lvsd/config/read_servers.hpp"
#include "lvsd/config/read_virtual.hpp"
#include "lvsd/config/scheduler.hpp"

namespace lvsd {
namespace {

using namespace ipvsctl;
using namespace std::chrono_literals;

constexpr std::chrono::seconds longest_drain = 31 * 24h;

/// False of what is marked elsewhere, which may be anything.
bool has_many_ports(const ServiceConfig& service)
{
  return std::ranges::any_of(service.matches, [&](const MarkMatch& match) {
    return match.ports.first != match.ports.last || match.ports != service.matches.front().ports;
  });
}

std::uint32_t weight_of(const Server& server)
{
  return server.settings.weight;
}

std::string weight_text(const Server& server)
{
  return to_string(server.key.address) + " has " + std::to_string(weight_of(server));
}

class ServiceReader {
public:
  ServiceReader(const Json& service, const std::vector<PlainServer>& plain,
                const ServiceContext& context, const Reading& reading)
      : json_(service), plain_(plain), context_(context), reading_(reading)
  {
  }

  ReadService read();

private:
  const Json* said(std::string_view key) const;
  void read_virtual_side();
  void read_mark_of_its_own();
  void read_scheduling();
  void read_persistence_side();
  void check_every_port(const Json& place) const;
  void check_engine() const;
  void read_one_packet();
  bool may_have_udp() const;
  void check_one_packet() const;
  void check_places() const;
  void check_weights() const;
  void read_server_side();
  /// Empty where there may be more of them in the file than could be read.
  std::set<Family> known_families() const;
  Findings& findings() const { return reading_.findings; }
  ServiceConfig& config() { return result_.config; }

  const Json& json_;
  const std::vector<PlainServer>& plain_;
  const ServiceContext& context_;
  const Reading& reading_;
  ReadService result_;
  bool broken_ = false;  ///< the virtual side could not be read as a whole
  bool persistence_known_ = true;
};

ReadService ServiceReader::read()
{
  result_.place = &json_;
  result_.name_place = member(json_, "name");
  config().name = read_name(json_, findings());
  read_virtual_side();
  read_scheduling();
  read_persistence_side();
  read_one_packet();
  read_server_side();
  if (const Json* drain = said("drain"))
    config().drain = read_seconds(*drain, 0s, longest_drain, findings()).value_or(config().drain);
  return std::move(result_);
}

/// What the service says of `key`, or the defaults where it says nothing.
const Json* ServiceReader::said(std::string_view key) const
{
  const Json* own = member(json_, key);
  return own == nullptr && context_.defaults != nullptr ? member(*context_.defaults, key) : own;
}

void ServiceReader::read_virtual_side()
{
  const Json* value = member(json_, "virtual");
  broken_ = value == nullptr;
  result_.identified = !broken_;
  if (value != nullptr) {
    Virtual read = read_virtual(*value, context_.vips, reading_);
    result_.identified = !read.broken && (!read.mark || read.matches.empty());
    if (read.mark && !read.matches.empty())
      findings().error(*read.mark_place,
                       "a mark that is set elsewhere beside an address; lvsd sets "
                       "the marks of a service or none of them",
                       *read.match_places.front());
    broken_ = read.broken;
    config().matches = std::move(read.matches);
    config().mark = read.mark;
    config().mark_families = std::move(read.mark_families);
    result_.match_places = std::move(read.match_places);
    result_.mark_place = read.mark_place;
  }
  read_mark_of_its_own();
}

std::set<Family> ServiceReader::known_families() const
{
  return broken_ ? std::set<Family>() : families_of(result_.config);
}

void ServiceReader::read_mark_of_its_own()
{
  const Json* value = member(json_, "mark");
  if (value == nullptr) return;
  const auto mark = read_mark(*value, findings());
  result_.identified = result_.identified && mark;
  if (!mark) return;
  if (config().mark && config().mark != mark)
    findings().error(*value,
                     "a service has one mark; found " + std::to_string(*mark) + " beside " +
                         std::to_string(*config().mark),
                     *result_.mark_place);
  if (config().mark) return;
  config().mark = mark;
  result_.mark_place = value;
}

/// The flags of the defaults go with the scheduler of the defaults.
void ServiceReader::read_scheduling()
{
  std::string scheduler = config().settings.scheduler;
  if (const Json* value = said("scheduler")) scheduler = read_scheduler(*value, reading_);
  const bool own = member(json_, "scheduler") != nullptr;
  if (const Json* flags = own ? member(json_, "scheduler_flags") : said("scheduler_flags"))
    config().settings.scheduler_flags = read_scheduler_flags(*flags, scheduler, findings());
  config().settings.scheduler = scheduler;
}

void ServiceReader::read_persistence_side()
{
  Persistence persistence;
  if (const Json* value = said("persistence"))
    persistence = read_persistence(*value, known_families(), findings());
  persistence_known_ = persistence.known;
  config().settings.persistent = persistence.timeout != 0s;
  config().settings.persistence_timeout = persistence.timeout;
  config().settings.persistence_engine = persistence.engine;
  config().ipv4_persistence_prefix = persistence.ipv4_prefix;
  config().ipv6_persistence_prefix = persistence.ipv6_prefix;
  for (std::size_t i = 0; i < config().matches.size(); ++i)
    if (config().matches[i].ports.last == 0) check_every_port(*result_.match_places[i]);
  check_engine();
}

void ServiceReader::check_every_port(const Json& place) const
{
  if (!result_.identified) return;
  if (!is_plain(result_.config))
    findings().error(place,
                     "port 0 is every port of a service without mark and other ports; did you "
                     "mean \"1-65535\"?");
  else if (!result_.config.settings.persistent)
    findings().error(place,
                     "port 0 is every port, which the kernel has for persistent services alone; "
                     "add \"persistence\"");
}

/// ip_vs_sip_fill_param() refuses what is not UDP, and the packet is dropped.
void ServiceReader::check_engine() const
{
  const ServiceConfig& service = result_.config;
  if (!persistence_known_ || service.settings.persistence_engine != "sip") return;
  if (!service.settings.persistent) return;
  for (std::size_t i = 0; i < service.matches.size(); ++i)
    if (service.matches[i].protocol != Protocol::udp)
      return findings().error(*said("persistence"),
                              "the persistence engine \"sip\" is for UDP, and the kernel drops "
                              "whatever else the service gets",
                              *result_.match_places[i]);
}

/// What is marked elsewhere may be anything.
bool ServiceReader::may_have_udp() const
{
  const auto& matches = result_.config.matches;
  return matches.empty() || std::ranges::any_of(matches, [](const MarkMatch& match) {
           return match.protocol == Protocol::udp;
         });
}

void ServiceReader::read_one_packet()
{
  const Json* value = said("one_packet");
  if (value == nullptr || !value->is_boolean()) return;
  config().settings.one_packet = value->get<bool>();
  if (config().settings.one_packet && !may_have_udp() && !broken_)
    findings().error(*value,
                     "one-packet scheduling is for UDP, and " + called(config()) + " has none");
}

void ServiceReader::read_server_side()
{
  ServerContext context;
  if (const Json* forward = said("forward")) context.forward = read_forward(*forward, findings());
  context.port_known = result_.identified;
  if (context.port_known && is_plain(config())) context.port = config().matches.front().ports.first;
  context.persistent = config().settings.persistent && persistence_known_;
  context.many_ports = persistence_known_ && has_many_ports(config());
  context.families = known_families();
  context.room = context_.room;
  if (const Json* servers = said("servers")) {
    ReadServers read = read_servers(*servers, plain_, context, findings());
    config().servers = std::move(read.servers);
    result_.forwards_known = read.forwards_known;
  }
  check_one_packet();
  check_places();
  check_weights();
}

void ServiceReader::check_places() const
{
  const ServiceConfig& service = result_.config;
  if (service.settings.scheduler != "mh" || service.servers.size() <= places_of_mh) return;
  findings().warning(*said("servers"), std::to_string(service.servers.size()) +
                                           " servers, of which \"mh\" sends " + "clients to " +
                                           std::to_string(places_of_mh) + " in most kernels");
}

/// Weight 0 counts under each scheduler. The servers of the defaults may be for services under
/// others.
void ServiceReader::check_weights() const
{
  const ServiceConfig& service = result_.config;
  if (member(json_, "servers") == nullptr && member(json_, "scheduler") != nullptr) return;
  const std::string weighing = weighing_instead_of(service.settings.scheduler);
  if (weighing.empty()) return;
  const auto first = std::ranges::find_if(service.servers, weight_of);
  const auto other = std::find_if(first, service.servers.end(), [&](const Server& server) {
    return weight_of(server) != 0 && weight_of(server) != weight_of(*first);
  });
  if (other != service.servers.end())
    findings().warning(*said("servers"),
                       "the weights differ (" + weight_text(*first) + ", " + weight_text(*other) +
                           "), and " + in_quotes(service.settings.scheduler) +
                           " does not look at them; " + in_quotes(weighing) + " does");
}

/// ip_vs_out_hook() finds no connection for the reply; with an engine that knows them it makes one.
void ServiceReader::check_one_packet() const
{
  const ServiceConfig& service = result_.config;
  if (!service.settings.one_packet || !may_have_udp()) return;
  if (broken_ || !persistence_known_ || !result_.forwards_known) return;
  if (!service.settings.persistence_engine.empty()) return;
  const auto by_nat = std::ranges::find_if(service.servers, [](const Server& server) {
    return server.settings.forwarding == ForwardingMethod::masquerade;
  });
  if (by_nat != service.servers.end())
    findings().warning(*said("one_packet"),
                       "what " + to_string(by_nat->key.address) +
                           " replies by NAT will not come from the service's address: one-packet "
                           "scheduling remembers nothing to put it back (direct routing or a "
                           "tunnel can do without)");
}

}  // namespace

ReadService read_service(const Json& service, const std::vector<PlainServer>& plain,
                         const ServiceContext& context, const Reading& reading)
{
  return ServiceReader(service, plain, context, reading).read();
}

/// As they would be read of a service of which nothing else is known.
void check_defaults(const Json& defaults, const Reading& reading)
{
  Findings& findings = reading.findings;
  std::string scheduler = ServiceSettings().scheduler;
  if (const Json* value = member(defaults, "scheduler"))
    scheduler = read_scheduler(*value, reading);
  if (const Json* value = member(defaults, "scheduler_flags"))
    read_scheduler_flags(*value, scheduler, findings);
  if (const Json* value = member(defaults, "persistence")) read_persistence(*value, {}, findings);
  if (const Json* value = member(defaults, "drain"))
    read_seconds(*value, 0s, longest_drain, findings);
  ServerContext context;
  context.port_known = false;
  if (const Json* value = member(defaults, "forward"))
    context.forward = read_forward(*value, findings);
  if (const Json* value = member(defaults, "servers")) read_servers(*value, {}, context, findings);
}

std::string called(const ServiceConfig& service)
{
  return service.name.empty() ? "a service without a name" : "service " + in_quotes(service.name);
}

std::set<Family> families_of(const ServiceConfig& service)
{
  std::set<Family> families(service.mark_families.begin(), service.mark_families.end());
  for (const MarkMatch& match : service.matches)
    families.insert(match.address.family);
  return families;
}

}  // namespace lvsd
