// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/desired/record_json.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

namespace lvsd {
namespace {

using namespace ipvsctl;
using nlohmann::json;
using std::chrono::milliseconds;

/// What `parse` makes of a text that must have its form.
template <class Parse>
auto parsed(const json& text, Parse parse)
{
  const auto value = parse(text.get<std::string>());
  if (!value) throw std::runtime_error("unexpected text " + text.dump());
  return *value;
}

/// A whole number that a T holds; nlohmann would cast any other into one.
template <class T>
T number(const json& value)
{
  if (!value.is_number_unsigned() || !std::in_range<T>(value.get<std::uint64_t>()))
    throw std::runtime_error("unexpected number " + value.dump());
  return value.get<T>();
}

json services_json(const Record& record)
{
  json services = json::array();
  for (const auto& [key, service] : record.services) {
    json addresses = json::array();
    for (const IpAddress& address : service.addresses)
      addresses.push_back(to_string(address));
    services.push_back({{"key", to_string(key)},
                        {"name", service.name},
                        {"drain", service.drain.count()},
                        {"addresses", addresses}});
  }
  return services;
}

void read_services(Record& record, const json& services)
{
  for (const json& one : services) {
    const std::chrono::seconds drain(number<std::uint32_t>(one.at("drain")));
    OwnedService service{one.value("name", ""), drain, {}};
    for (const json& address : one.at("addresses"))
      service.addresses.push_back(parsed(address, parse_ip_address));
    record.services[parsed(one.at("key"), parse_service_key)] = service;
  }
}

json addresses_json(const AddressSet& addresses)
{
  json array = json::array();
  for (const FloatingAddress& one : addresses)
    array.push_back({{"interface", one.interface},
                     {"address", to_string(one.address)},
                     {"prefix_length", one.prefix_length},
                     {"label", one.label}});
  return array;
}

AddressSet read_addresses(const json& array)
{
  AddressSet addresses;
  for (const json& one : array)
    addresses.insert({one.at("interface"), parsed(one.at("address"), parse_ip_address),
                      number<std::uint8_t>(one.at("prefix_length")), one.at("label")});
  return addresses;
}

/// null is no deadline.
json time_json(Clock::time_point time)
{
  if (time == no_deadline) return nullptr;
  return std::chrono::ceil<milliseconds>(time.time_since_epoch()).count();
}

json drains_json(const Drains& drains)
{
  json array = json::array();
  for (const auto& [key, drain] : drains) {
    array.push_back({{"service", to_string(key.service)},
                     {"server", to_string(key.server)},
                     {"deadline_ms", time_json(drain.deadline)},
                     {"finished", drain.finished}});
  }
  return array;
}

/// A time that the clock, which counts nanoseconds, can hold.
Clock::time_point read_time(const json& value)
{
  if (value.is_null()) return no_deadline;
  const auto count = number<std::int64_t>(value);
  constexpr auto latest = std::chrono::floor<milliseconds>(Clock::duration::max()).count();
  if (count > latest) throw std::runtime_error("unexpected time " + value.dump());
  return Clock::time_point(milliseconds(count));
}

DrainKey read_key(const json& one)
{
  return {parsed(one.at("service"), parse_service_key),
          parsed(one.at("server"), parse_destination_key)};
}

Drains read_drains(const json& array)
{
  Drains drains;
  for (const json& one : array)
    drains[read_key(one)] = {read_time(one.at("deadline_ms")), one.at("finished")};
  return drains;
}

json mixed_json(const Mixed& mixed)
{
  json array = json::array();
  for (const DrainKey& key : mixed)
    array.push_back({{"service", to_string(key.service)}, {"server", to_string(key.server)}});
  return array;
}

/// Turns what nlohmann throws into one kind of exception.
template <class Read>
auto reading(const char* what, Read read)
{
  try {
    return read();
  } catch (const json::exception& error) {
    throw std::runtime_error(std::string("not ") + what + ": " + error.what());
  }
}

}  // namespace

std::string record_text(const Record& record)
{
  const json document{{"services", services_json(record)},
                      {"addresses", addresses_json(record.addresses)},
                      {"marks", record.marks},
                      {"drains", drains_json(record.drains)},
                      {"mixed", mixed_json(record.mixed)},
                      {"sync_daemons", record.sync_daemons}};
  return document.dump() + "\n";
}

Record parse_record(const std::string& text)
{
  return reading("a record", [&] {
    const json document = json::parse(text);
    Record record;
    read_services(record, document.at("services"));
    record.addresses = read_addresses(document.at("addresses"));
    for (const auto& [name, mark] : document.at("marks").items())
      record.marks[name] = number<std::uint32_t>(mark);
    record.drains = read_drains(document.at("drains"));
    for (const json& one : document.value("mixed", json::array()))
      record.mixed.insert(read_key(one));
    record.sync_daemons = document.at("sync_daemons");
    return record;
  });
}

std::string overrides_text(const Overrides& overrides)
{
  json array = json::array();
  for (const auto& [id, said] : overrides) {
    json one{{"service", id.service}, {"server", to_string(id.server)}};
    if (said.weight) one["weight"] = *said.weight;
    if (said.drain) one["drain"] = true;
    if (said.at_once) one["at_once"] = true;
    if (said.alone) one["alone"] = true;
    array.push_back(one);
  }
  return array.dump(2) + "\n";
}

Overrides parse_overrides(const std::string& text)
{
  return reading("overrides", [&] {
    const json array = json::parse(text);
    Overrides overrides;
    for (const json& one : array) {
      Override& said =
          overrides[{one.at("service"), parsed(one.at("server"), parse_destination_key)}];
      if (one.contains("weight")) said.weight = number<std::uint32_t>(one["weight"]);
      said.drain = one.value("drain", false);
      said.at_once = one.value("at_once", false);
      said.alone = one.value("alone", false);
    }
    return overrides;
  });
}

}  // namespace lvsd
