// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/control/status_json.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "lvsd/desired/ours.hpp"
#include "lvsd/desired/wanted.hpp"

namespace lvsd {
namespace {

using namespace ipvsctl;
using nlohmann::json;

const DestinationSettings* find_server(const IpvsTable& table, const DrainKey& key)
{
  const auto service = table.find(key.service);
  if (service == table.end()) return nullptr;
  const auto server = service->second.destinations.find(key.server);
  return server == service->second.destinations.end() ? nullptr : &server->second;
}

const Override* find_override(const Overrides& overrides, const ServerId& id)
{
  const auto found = overrides.find(id);
  return found == overrides.end() ? nullptr : &found->second;
}

json counters_json(const Counters& counters)
{
  return {{"connections", counters.connections},
          {"packets_in", counters.packets_in},
          {"packets_out", counters.packets_out},
          {"bytes_in", counters.bytes_in},
          {"bytes_out", counters.bytes_out}};
}

json rates_json(const Counters& counters)
{
  return {{"connections", counters.connection_rate},
          {"packets_in", counters.packet_rate_in},
          {"packets_out", counters.packet_rate_out},
          {"bytes_in", counters.byte_rate_in},
          {"bytes_out", counters.byte_rate_out}};
}

json measurements_json(const DestinationMeasurements& measured)
{
  return {{"active", measured.active_connections},
          {"inactive", measured.inactive_connections},
          {"persistent", measured.persistent_connections},
          {"totals", counters_json(measured.counters)},
          {"rates", rates_json(measured.counters)}};
}

DestinationMeasurements measurements_of(const IpvsMeasurements& measured, const DrainKey& key)
{
  const auto service = measured.find(key.service);
  if (service == measured.end()) return {};
  const auto server = service->second.destinations.find(key.server);
  return server == service->second.destinations.end() ? DestinationMeasurements{} : server->second;
}

long long seconds_until(Clock::time_point deadline, Clock::time_point now)
{
  return std::max<long long>(0, std::chrono::ceil<std::chrono::seconds>(deadline - now).count());
}

std::chrono::seconds persistence_of(const ServiceSettings& settings)
{
  return settings.persistent ? settings.persistence_timeout : std::chrono::seconds(0);
}

class Describing {
public:
  explicit Describing(const StatusInputs& inputs)
      : inputs_(inputs), wanted_(wanted_state(inputs.config, inputs.overrides, inputs.record.marks))
  {
  }

  json services(const std::string& only) const
  {
    json array = json::array();
    for (const ServiceConfig& service : inputs_.config.services)
      if (only.empty() || service.name == only) array.push_back(service_json(service));
    return array;
  }

  json vips() const
  {
    json array = json::array();
    const AddressSet observed = marked(inputs_.observed.addresses, inputs_.record);
    for (const Vip& vip : inputs_.config.vips) {
      const bool foreign = !foreign_at(vip.address, observed).empty();
      array.push_back({{"name", vip.name},
                       {"address", to_string(vip.address.address) + "/" +
                                       std::to_string(vip.address.prefix_length)},
                       {"interface", vip.address.interface},
                       {"label", vip.address.label},
                       {"present", foreign || observed.contains(vip.address)},
                       {"foreign", foreign}});
    }
    return array;
  }

  json marks() const
  {
    json array = json::array();
    for (const auto& [match, mark] : wanted_.packet_rules.marks) {
      const auto now = inputs_.observed.packet_rules.marks.find(match);
      const bool present = now != inputs_.observed.packet_rules.marks.end() && now->second == mark;
      array.push_back({{"match", to_string(match)}, {"mark", mark}, {"present", present}});
    }
    return array;
  }

  json masquerades() const
  {
    json array = json::array();
    for (const Masquerade& one : wanted_.packet_rules.masquerades)
      array.push_back({{"source", to_string(one.source) + "/" + std::to_string(one.prefix_length)},
                       {"interface", one.interface},
                       {"present", inputs_.observed.packet_rules.masquerades.contains(one)}});
    return array;
  }

  json foreign() const
  {
    json array = json::array();
    for (const ServiceKey& key :
         foreign_services(inputs_.observed.ipvs, wanted_.ipvs, inputs_.record))
      array.push_back(to_string(key));
    return array;
  }

  json routes() const
  {
    json array = json::array();
    for (const HostRoute& route : inputs_.observed.routes)
      array.push_back({{"host", to_string(route.host)}, {"interface", route.interface}});
    return array;
  }

  json expire_quiescent_template() const
  {
    const auto found = inputs_.observed.sysctls.find(quiescent_parameter);
    return found == inputs_.observed.sysctls.end() ? json(nullptr) : json(found->second != "0");
  }

  /// Servers and services that are leaving and that the config no longer has.
  json leaving(const std::string& only) const
  {
    json array = json::array();
    for (const auto& [key, drain] : inputs_.record.drains) {
      if (!only.empty() && name_of(key.service) != only) continue;
      const auto measured = measurements_of(inputs_.measured, key);
      array.push_back({{"service", to_string(key.service)},
                       {"server", to_string(key.server)},
                       {"active", measured.active_connections},
                       {"inactive", measured.inactive_connections}});
      add_deadline(array.back(), drain);
    }
    return array;
  }

private:
  std::string name_of(const ServiceKey& key) const
  {
    const auto found = inputs_.record.services.find(key);
    return found == inputs_.record.services.end() ? "" : found->second.name;
  }

  json service_json(const ServiceConfig& service) const
  {
    const auto keys = keys_of(service, inputs_.record.marks);
    json matches = json::array();
    for (const MarkMatch& match : service.matches)
      matches.push_back(to_string(match));
    json document{{"name", service.name}, {"virtual", matches},       {"kernel", json::array()},
                  {"settings", ""},       {"present", !keys.empty()}, {"servers", json::array()}};
    document["persistence"] = persistence_of(service.settings).count();
    Counters totals;
    for (const ServiceKey& key : keys)
      add_key(document, totals, service, key);
    document["totals"] = counters_json(totals);
    document["rates"] = rates_json(totals);
    return document;
  }

  void add_key(json& document, Counters& totals, const ServiceConfig& service,
               const ServiceKey& key) const
  {
    const auto wanted = wanted_.ipvs.find(key);
    document["kernel"].push_back(to_string(key));
    document["settings"] = to_string(wanted->second.settings, family_of(key));
    const bool present = inputs_.observed.ipvs.contains(key);
    document["present"] = document["present"].get<bool>() && present;
    if (const auto measured = inputs_.measured.find(key); measured != inputs_.measured.end())
      add(totals, measured->second.counters);
    for (const Server& server : service.servers) {
      const bool of_this_family = server.key.address.family == family_of(key) ||
                                  server.settings.forwarding == ForwardingMethod::tunnel;
      if (of_this_family) document["servers"].push_back(server_json(service, server, key));
    }
  }

  static void add(Counters& sum, const Counters& more)
  {
    sum.connections += more.connections;
    sum.packets_in += more.packets_in;
    sum.packets_out += more.packets_out;
    sum.bytes_in += more.bytes_in;
    sum.bytes_out += more.bytes_out;
    sum.connection_rate += more.connection_rate;
    sum.packet_rate_in += more.packet_rate_in;
    sum.packet_rate_out += more.packet_rate_out;
    sum.byte_rate_in += more.byte_rate_in;
    sum.byte_rate_out += more.byte_rate_out;
  }

  json server_json(const ServiceConfig& service, const Server& server, const ServiceKey& key) const
  {
    const DrainKey place{key, server.key};
    json document = measurements_json(measurements_of(inputs_.measured, place));
    document["name"] = server.name;
    document["address"] = to_string(server.key);
    document["kernel"] = to_string(key);
    document["forward"] = forwarding_text(server.settings);
    document["state"] = server_state(inputs_, service.name, key, server.key);
    document["configured_weight"] = server.settings.weight;
    const DestinationSettings* const present = find_server(inputs_.observed.ipvs, place);
    document["weight"] = present == nullptr ? json(nullptr) : json(present->weight);
    add_overrides(document, {service.name, server.key}, place);
    return document;
  }

  void add_overrides(json& document, const ServerId& id, const DrainKey& place) const
  {
    const Override* const said = find_override(inputs_.overrides, id);
    if (said != nullptr && said->weight) document["override_weight"] = *said->weight;
    const auto drain = inputs_.record.drains.find(place);
    if (drain != inputs_.record.drains.end()) add_deadline(document, drain->second);
  }

  void add_deadline(json& document, const Drain& drain) const
  {
    if (drain.deadline != no_deadline)
      document["seconds_left"] = seconds_until(drain.deadline, inputs_.now);
  }

  const StatusInputs& inputs_;
  KernelState wanted_;
};

}  // namespace

std::string server_state(const StatusInputs& inputs, const std::string& service,
                         const ServiceKey& key, const DestinationKey& server)
{
  const DestinationSettings* const present = find_server(inputs.observed.ipvs, {key, server});
  const Override* const said = find_override(inputs.overrides, {service, server});
  const bool leaves = said != nullptr && said->drain;
  if (present == nullptr) return leaves ? "drained" : "missing";
  if (leaves) return "draining";
  return present->weight == 0 ? "quiesced" : "up";
}

json status_json(const StatusInputs& inputs, const std::string& service)
{
  const Describing describing(inputs);
  return {{"services", describing.services(service)},
          {"vips", describing.vips()},
          {"marks", describing.marks()},
          {"masquerade", describing.masquerades()},
          {"leaving", describing.leaving(service)},
          {"routes", describing.routes()},
          {"foreign", describing.foreign()},
          {"expire_quiescent_template", describing.expire_quiescent_template()}};
}

}  // namespace lvsd
