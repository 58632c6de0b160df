// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/listing/table_json.hpp"

#include <algorithm>
#include <cctype>

#include "cli/ipvsadm/listing/table_text.hpp"

namespace ipvsadm {
namespace {

using namespace ipvsctl;
using Json = nlohmann::ordered_json;

Json totals_json(const Counters& counters)
{
  return {{"connections", counters.connections},
          {"packets_in", counters.packets_in},
          {"packets_out", counters.packets_out},
          {"bytes_in", counters.bytes_in},
          {"bytes_out", counters.bytes_out}};
}

Json rates_json(const Counters& counters)
{
  return {{"connections", counters.connection_rate},
          {"packets_in", counters.packet_rate_in},
          {"packets_out", counters.packet_rate_out},
          {"bytes_in", counters.byte_rate_in},
          {"bytes_out", counters.byte_rate_out}};
}

Json endpoint_json(const IpAddress& address, std::uint16_t port)
{
  return {{"address", to_string(address)}, {"port", port}};
}

Json forward_json(const DestinationSettings& settings)
{
  Json forward{{"method", to_string(settings.forwarding)}};
  if (settings.forwarding != ForwardingMethod::tunnel) return forward;
  forward["type"] = to_string(settings.tunnel.type);
  if (settings.tunnel.port != 0) forward["port"] = settings.tunnel.port;
  forward["checksum"] = to_string(settings.tunnel.checksum);
  return forward;
}

Json server_json(const ipvs::ListedDestination& server)
{
  Json object = endpoint_json(server.key.address, server.key.port);
  object["forward"] = forward_json(server.settings);
  object["weight"] = server.settings.weight;
  object["upper_threshold"] = server.settings.upper_threshold;
  object["lower_threshold"] = server.settings.lower_threshold;
  object["active"] = server.measurements.active_connections;
  object["inactive"] = server.measurements.inactive_connections;
  object["persistent"] = server.measurements.persistent_connections;
  object["totals"] = totals_json(server.measurements.counters);
  object["rates"] = rates_json(server.measurements.counters);
  return object;
}

Json key_json(const VirtualAddress& key)
{
  Json object{{"protocol", to_string(key.protocol)}};
  object.update(endpoint_json(key.address, key.port));
  return object;
}

Json key_json(const FirewallMark& key)
{
  return {{"mark", key.mark}, {"family", to_string(key.family)}};
}

Json flags_json(const ServiceSettings& settings)
{
  Json names = Json::array();
  for (unsigned bit = 0; bit < 3; ++bit)
    if ((settings.scheduler_flags & (1U << bit)) != 0)
      names.push_back(scheduler_flag_name(settings.scheduler, bit));
  return names;
}

Json persistence_json(const ServiceSettings& settings, Family family)
{
  if (!settings.persistent) return nullptr;
  return {{"timeout", settings.persistence_timeout.count()},
          {"netmask", to_string(settings.persistence_netmask, family)}};
}

Json service_json(const ipvs::ListedService& service)
{
  Json object = std::visit([](const auto& key) { return key_json(key); }, service.key);
  const ServiceSettings& settings = service.settings;
  object["scheduler"] = settings.scheduler;
  object["scheduler_flags"] = flags_json(settings);
  object["one_packet"] = settings.one_packet;
  object["persistence"] = persistence_json(settings, family_of(service.key));
  object["persistence_engine"] =
      settings.persistence_engine.empty() ? Json(nullptr) : Json(settings.persistence_engine);
  object["totals"] = totals_json(service.counters);
  object["rates"] = rates_json(service.counters);
  Json& servers = object["servers"] = Json::array();
  for (const ipvs::ListedDestination& server : service.destinations)
    servers.push_back(server_json(server));
  return object;
}

Json daemon_json(SyncRole role, const SyncDaemon& daemon)
{
  return {{"role", to_string(role)},
          {"interface", daemon.interface},
          {"sync_id", daemon.sync_id},
          {"max_length", daemon.max_length},
          {"group", to_string(daemon.group)},
          {"port", daemon.port},
          {"ttl", daemon.ttl}};
}

/// A template by firewall mark has no protocol, and the mark stands for the service's address.
bool is_by_mark(const Connection& connection)
{
  return connection.protocol == "IP";
}

Json protocol_json(const Connection& connection)
{
  if (is_by_mark(connection)) return nullptr;
  std::string name = connection.protocol;
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return name;
}

Json connected_service_json(const Connection& connection)
{
  const auto& [address, port] = connection.service;
  if (!is_by_mark(connection)) return endpoint_json(address, port);
  std::uint32_t mark = 0;
  for (std::size_t i = 0; i < 4; ++i)
    mark = mark << 8 | std::to_integer<std::uint32_t>(address.bytes[i]);
  return {{"mark", mark}};
}

Json connection_json(const Connection& connection)
{
  Json object{{"protocol", protocol_json(connection)},
              {"state", connection.state},
              {"expires", connection.expires},
              {"client", endpoint_json(connection.client.address, connection.client.port)},
              {"service", connected_service_json(connection)},
              {"server", endpoint_json(connection.server.address, connection.server.port)}};
  if (!connection.persistence_data.empty())
    object["persistence_engine"] = {{"name", connection.persistence_engine},
                                    {"data", connection.persistence_data}};
  return object;
}

Json timeouts_json(const Timeouts& timeouts)
{
  Json object = Json::object();
  for (const auto& [kind, timeout] : timeouts)
    object[to_string(kind)] = timeout.count();
  return object;
}

template <class Values, class ToJson>
Json array_of(const Values& values, ToJson to_json)
{
  Json array = Json::array();
  for (const auto& value : values)
    array.push_back(to_json(value));
  return array;
}

}  // namespace

Json document_of(const Everything& everything)
{
  Json document{{"ipvs",
                 {{"version", version_text(everything.info)},
                  {"connection_table_size", everything.info.connection_table_size}}},
                {"services", array_of(everything.services, service_json)},
                {"timeouts", timeouts_json(everything.timeouts)},
                {"sync_daemons", array_of(everything.sync_daemons, [](const auto& entry) {
                   return daemon_json(entry.first, entry.second);
                 })}};
  if (everything.connections)
    document["connections"] = array_of(*everything.connections, connection_json);
  return document;
}

}  // namespace ipvsadm
