// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/desired/decide.hpp"

#include <algorithm>
#include <iterator>

#include "libipvsctl/plan/make_plan.hpp"
#include "lvsd/desired/ours.hpp"
#include "lvsd/desired/wanted.hpp"

namespace lvsd {
namespace {

using namespace ipvsctl;

/// `state` without the parts that `scope` leaves out.
KernelState within(const Scope& scope, KernelState state)
{
  if (!scope.ipvs) {
    state.ipvs.clear();
    state.timeouts.clear();
    state.sync_daemons.clear();
  }
  if (!scope.packet_rules) state.packet_rules = {};
  if (!scope.addresses) state.addresses.clear();
  if (!scope.routes) state.routes.clear();
  std::erase_if(state.sysctls,
                [&](const auto& entry) { return !scope.sysctls.contains(entry.first); });
  return state;
}

std::map<ServiceKey, OwnedService> configured_services(const Config& config, const Marks& marks)
{
  std::map<ServiceKey, OwnedService> services;
  for (const ServiceConfig& service : config.services)
    for (const ServiceKey& key : keys_of(service, marks))
      services[key] = {service.name, service.drain, addresses_of(service)};
  return services;
}

bool is_awaited(const Record& record, const IpAddress& address)
{
  return std::ranges::any_of(record.drains, [&](const auto& entry) {
    const auto service = record.services.find(entry.first.service);
    return !entry.second.finished && service != record.services.end() &&
           std::ranges::count(service->second.addresses, address) != 0;
  });
}

/// Addresses that the config no longer has stay for as long as a service on them is being drained.
void keep_awaited(KernelState& desired, const AddressSet& present, const Record& record)
{
  for (const FloatingAddress& address : present) {
    if (!stands_among(desired.addresses, address) && is_awaited(record, address.address))
      desired.addresses.insert(address);
  }
}

/// Whether the config still has the server in the service of that name. The service then has
/// another key in the kernel (another port, a mark), and the server is not leaving: clients that
/// came by the old key may stay with it.
bool goes_on(const Config& config, const std::string& name, const IpAddress& server)
{
  return std::ranges::any_of(config.services, [&](const ServiceConfig& service) {
    return service.name == name && std::ranges::any_of(service.servers, [&](const Server& one) {
             return one.key.address == server;
           });
  });
}

/// What the config says now of a service by its name, or said when it last had it.
std::chrono::seconds drain_of(const Config& config, const OwnedService& service)
{
  const auto named = std::ranges::find(config.services, service.name, &ServiceConfig::name);
  return named == config.services.end() ? service.drain : named->drain;
}

/// Whether an address that lvsd made for the service stays with this host only until the service's
/// last connections end: another host may be waiting for it.
bool is_given_up(const Config& config, const AddressSet& present, const OwnedService& service)
{
  return std::ranges::any_of(present, [&](const FloatingAddress& one) {
    const bool waits = one.ours && std::ranges::count(service.addresses, one.address) != 0;
    return waits && std::ranges::none_of(config.vips, [&](const Vip& vip) {
             return vip.address.address == one.address;
           });
  });
}

/// Whether an operator has the server leave at once. Where its service has no other server of that
/// address, it may be leaving with a port that it had before.
bool is_cut_off(const Overrides& overrides, const std::string& service,
                const DestinationKey& server)
{
  for (auto one = overrides.lower_bound({service, {}});
       one != overrides.end() && one->first.service == service; ++one) {
    const auto& [id, said] = *one;
    const bool is_meant =
        id.server == server || (said.alone && id.server.address == server.address);
    if (said.at_once && is_meant) return true;
  }
  return false;
}

class Deciding {
public:
  explicit Deciding(Situation& situation) : situation_(situation)
  {
    record_ = situation.record;
    record_.marks = allot_marks(situation.config, situation.record.marks);
    wanted_ =
        within(situation.scope, wanted_state(situation.config, situation.overrides, record_.marks));
    drop_missing_ipv6();
    situation.observed.addresses =
        marked(std::move(situation.observed.addresses), situation.record);
    leave_foreign_addresses();
    foreign_ = foreign_services(situation.observed.ipvs, wanted_.ipvs, situation.record);
    present_ = ours(within(situation.scope, std::move(situation.observed)), wanted_,
                    situation.record, situation.config.director.foreign);
  }

  Decision decision() &&
  {
    if (situation_.scope.ipvs) own_services();
    if (situation_.scope.addresses) own_addresses();
    KernelState desired = std::move(wanted_);
    desired.ipvs = with_drains(std::move(desired.ipvs), present_.ipvs, record_.drains);
    keep_awaited(desired, present_.addresses, record_);
    desired.routes = present_.routes;
    Plan plan = make_plan(desired, present_);
    Decision decision{std::move(desired),
                      std::move(present_),
                      std::move(plan),
                      std::move(record_),
                      std::move(foreign_),
                      std::move(foreign_addresses_),
                      {}};
    if (!situation_.scope.ipvs || !situation_.scope.routes) return decision;
    return routed(std::move(decision));
  }

private:
  /// A kernel without IPv6 has no such parameter, and nobody who asks for forwarding misses it.
  void drop_missing_ipv6()
  {
    const char* const forwarding = "net/ipv6/conf/all/forwarding";
    if (!situation_.observed.sysctls.contains(forwarding)) wanted_.sysctls.erase(forwarding);
  }

  void leave_foreign_addresses()
  {
    for (const FloatingAddress& vip : AddressSet(wanted_.addresses)) {
      AddressSet theirs = foreign_at(vip, situation_.observed.addresses);
      if (theirs.empty()) continue;
      wanted_.addresses.erase(vip);
      wanted_.addresses.insert(theirs.begin(), theirs.end());
      foreign_addresses_.merge(theirs);
    }
  }

  /// None where the server may take as long as it likes.
  std::optional<std::chrono::seconds> time_to_leave(
      const std::map<ServiceKey, OwnedService>& configured, const DrainKey& key) const
  {
    const auto now = configured.find(key.service);
    const auto before = situation_.record.services.find(key.service);
    const bool is_configured = now != configured.end();
    if (!is_configured && before == situation_.record.services.end())
      return std::chrono::seconds(0);
    const OwnedService& service = is_configured ? now->second : before->second;
    if (is_cut_off(situation_.overrides, service.name, key.server)) return std::chrono::seconds(0);
    if (is_configured) return service.drain;
    if (goes_on(situation_.config, service.name, key.server.address) &&
        !is_given_up(situation_.config, present_.addresses, service))
      return {};
    return drain_of(situation_.config, service);
  }

  void own_services()
  {
    const auto configured = configured_services(situation_.config, record_.marks);
    const auto drain_time = [&](const DrainKey& key) { return time_to_leave(configured, key); };
    record_.drains = begun(judged(situation_.record.drains, situation_.measured, situation_.now),
                           wanted_.ipvs, present_.ipvs, drain_time, situation_.now);
    std::erase_if(record_.services,
                  [&](const auto& entry) { return !present_.ipvs.contains(entry.first); });
    for (const auto& [key, service] : configured)
      record_.services[key] = service;
    record_.sync_daemons = situation_.config.director.sync.has_value() ||
                           (record_.sync_daemons && !present_.sync_daemons.empty());
  }

  /// Those that are to be added become ours once they are.
  void own_addresses()
  {
    record_.addresses.clear();
    std::ranges::copy_if(present_.addresses,
                         std::inserter(record_.addresses, record_.addresses.end()),
                         &FloatingAddress::ours);
  }

  /// `decision` with the routes that mixed servers have, and with no other.
  Decision routed(Decision decision) const
  {
    Mixed& mixed = decision.record.mixed;
    mixed = still_mixed(std::move(mixed), decision.desired.ipvs, decision.present.ipvs,
                        situation_.measured);
    mixed.merge(mixed_by(decision.plan));
    decision.unrouted = hosts_of(mixed);
    HostRoutes routes = routes_to(decision.unrouted, decision.present.routes);
    for (const HostRoute& route : routes)
      decision.unrouted.erase(route.host);
    return with_routes(std::move(decision), std::move(routes));
  }

  const Situation& situation_;
  Record record_;
  KernelState wanted_;
  KernelState present_;
  std::vector<ServiceKey> foreign_;
  AddressSet foreign_addresses_;
};

}  // namespace

Decision decide(Situation situation)
{
  return Deciding(situation).decision();
}

Decision with_routes(Decision decision, HostRoutes routes)
{
  if (routes == decision.desired.routes) return decision;
  decision.desired.routes = std::move(routes);
  decision.plan = make_plan(decision.desired, decision.present);
  return decision;
}

Decision decide_release(Situation situation)
{
  Config nothing;
  Record record = situation.record;
  for (auto& [key, service] : record.services)
    service.drain = std::chrono::seconds(0);
  record.drains.clear();
  return decide({nothing, situation.overrides, record, situation.scope,
                 std::move(situation.observed), situation.measured, situation.now});
}

}  // namespace lvsd
