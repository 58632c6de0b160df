// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "libipvsctl/plan/carried_out.hpp"
#include "lvsd/desired/decide.hpp"

namespace tests {

inline const lvsd::Clock::time_point start{};
inline const ipvsctl::IpAddress public_ip = *ipvsctl::parse_ip_address("192.0.2.10");
inline const ipvsctl::ServiceKey web_key =
    ipvsctl::VirtualAddress{ipvsctl::Protocol::tcp, public_ip, 80};

inline lvsd::Server server(const char* endpoint)
{
  return {"", *ipvsctl::parse_destination_key(endpoint), {}};
}

inline lvsd::ServiceConfig service(const std::string& name, std::uint16_t port)
{
  lvsd::ServiceConfig service;
  service.name = name;
  service.matches = {{public_ip, ipvsctl::Protocol::tcp, {port, port}}};
  service.servers = {server("10.0.0.1:80"), server("10.0.0.2:80")};
  return service;
}

inline lvsd::Config web_config()
{
  lvsd::Config config;
  config.vips = {{"public", {"eth0", public_ip, 24, "eth0:1"}}};
  config.services = {service("web", 80)};
  return config;
}

/// A director whose kernel carries everything out.
struct Director1 {
  lvsd::Config config;
  lvsd::Overrides overrides;
  lvsd::Record record;
  ipvsctl::KernelState kernel;
  ipvsctl::IpvsMeasurements measured;
  lvsd::Clock::time_point now = start;
  ipvsctl::Scope scope;

  lvsd::Situation situation() const
  {
    return {config, overrides, record, scope, kernel, measured, now};
  }

  ipvsctl::Plan carry(lvsd::Decision decision)
  {
    record = decision.record;
    kernel = carried_out(kernel, decision.plan);
    return decision.plan;
  }

  lvsd::Decision decision() const { return decide(situation()); }

  ipvsctl::Plan turn() { return carry(decision()); }

  void connections(const ipvsctl::ServiceKey& key, const char* endpoint, std::uint32_t active)
  {
    measured[key].destinations[*ipvsctl::parse_destination_key(endpoint)].active_connections =
        active;
  }

  void move(const char* endpoint, ipvsctl::ForwardingMethod forwarding)
  {
    for (lvsd::ServiceConfig& service : config.services)
      for (lvsd::Server& one : service.servers)
        if (to_string(one.key) == endpoint) one.settings.forwarding = forwarding;
  }

  bool has(const ipvsctl::ServiceKey& key, const char* endpoint) const
  {
    return kernel.ipvs.contains(key) &&
           kernel.ipvs.at(key).destinations.contains(*ipvsctl::parse_destination_key(endpoint));
  }

  std::uint32_t weight(const ipvsctl::ServiceKey& key, const char* endpoint) const
  {
    return kernel.ipvs.at(key).destinations.at(*ipvsctl::parse_destination_key(endpoint)).weight;
  }
};

inline Director1 running(const lvsd::Config& config)
{
  Director1 director;
  director.config = config;
  director.turn();
  return director;
}

}  // namespace tests
