// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/doctor/rule_match.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace lvsctl::doctor {
namespace {

using nlohmann::json;
using namespace ipvsctl;

/// Whether `right` (a number, a range, a set of both) may hold `number`.
bool may_hold(const json& right, std::uint32_t number)
{
  if (right.is_number_unsigned()) return right.get<std::uint64_t>() == number;
  if (right.contains("range") && right["range"][0].is_number_unsigned())
    return right["range"][0].get<std::uint64_t>() <= number &&
           number <= right["range"][1].get<std::uint64_t>();
  if (right.contains("set"))
    return std::ranges::any_of(right["set"],
                               [&](const json& member) { return may_hold(member, number); });
  return true;
}

/// The same for an address, a prefix, a set of both.
bool may_hold(const json& right, const IpAddress& address)
{
  if (right.is_string()) {
    const auto one = parse_ip_address(right.get<std::string>());
    return !one || *one == address;
  }
  if (right.contains("prefix")) {
    const auto network = parse_ip_address(right["prefix"].at("addr").get<std::string>());
    const auto length = right["prefix"].at("len").get<unsigned>();
    return !network || (network->family == address.family &&
                        network_of(address, length) == network_of(*network, length));
  }
  if (right.contains("set"))
    return std::ranges::any_of(right["set"],
                               [&](const json& member) { return may_hold(member, address); });
  return true;
}

bool has_word(const json& right, const std::string& word)
{
  if (right.is_string()) return right == word;
  const json& all = right.is_object() && right.contains("set") ? right["set"] : right;
  return all.is_array() && std::ranges::count(all, json(word)) != 0;
}

/// "tcp", "th" or "ip" as the protocol of a payload.
bool is_of_protocol(const std::string& protocol, const Packet& packet)
{
  const auto transport = parse_protocol(protocol);
  if (packet.is_ip_or_gre && (transport || protocol == "th")) return false;
  if (transport && packet.protocol) return *transport == *packet.protocol;
  if (protocol == "ip") return packet.family == Family::ipv4;
  if (protocol == "ip6") return packet.family == Family::ipv6;
  return protocol != "icmp" && protocol != "icmpv6";
}

template <class Value>
bool may_equal(const json& right, const std::optional<Value>& value)
{
  return !value || may_hold(right, *value);
}

bool may_match_payload(const json& payload, const json& right, const Packet& packet)
{
  if (!is_of_protocol(payload.value("protocol", "th"), packet)) return false;
  const std::string field = payload.value("field", "");
  if (field == "dport") return may_equal(right, packet.destination_port);
  if (field == "sport") return may_equal(right, packet.source_port);
  if (field == "daddr") return may_equal(right, packet.destination);
  if (field == "saddr") return may_equal(right, packet.source);
  return true;
}

bool may_match_meta(const std::string& key, const json& right, const Packet& packet)
{
  if (key == "l4proto" && packet.protocol)
    return has_word(right, to_string(*packet.protocol)) || right.is_number();
  if (key == "iifname" || key == "iif" || key == "oifname" || key == "oif") return right != "lo";
  return true;
}

/// "established" alone lets no first packet in.
bool may_match_state(const json& right, const Packet& packet)
{
  switch (packet.tracking) {
    case Tracking::established:
      return has_word(right, "established");
    case Tracking::untracked:
      return has_word(right, "untracked");
    case Tracking::first:
      return has_word(right, "new") || has_word(right, "untracked");
  }
  return true;
}

}  // namespace

bool may_match_one(const json& match, const Packet& packet)
{
  const json& left = match.at("left");
  const json& right = match.at("right");
  const std::string operation = match.value("op", "==");
  if (operation != "==" && operation != "in") return true;
  if (!left.is_object()) return true;
  if (left.contains("payload")) return may_match_payload(left["payload"], right, packet);
  if (left.contains("meta")) return may_match_meta(left["meta"].value("key", ""), right, packet);
  if (left.contains("ct") && left["ct"].value("key", "") == "state")
    return may_match_state(right, packet);
  return true;
}

}  // namespace lvsctl::doctor
