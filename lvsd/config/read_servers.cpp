// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/read_servers.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include "lvsd/config/quoted.hpp"
#include "lvsd/config/read_address.hpp"
#include "lvsd/config/read_name.hpp"

namespace lvsd {
namespace {

using namespace ipvsctl;

struct AddressRange {
  IpAddress first;
  IpAddress last;
};

struct KeyHash {
  std::size_t operator()(const DestinationKey& key) const
  {
    const auto* bytes = reinterpret_cast<const char*>(key.address.bytes.data());
    return std::hash<std::string_view>()({bytes, key.address.bytes.size()}) * 31 + key.port;
  }
};

/// What the schema lets pass; 0 where it is not said.
std::optional<std::uint32_t> threshold_of(const Json* value)
{
  if (value == nullptr) return 0;
  const auto threshold = number_of<std::int32_t>(value);
  if (!threshold || *threshold < 0) return {};
  return static_cast<std::uint32_t>(*threshold);
}

class ServerReader {
public:
  /// `count` is how many elements will be read.
  ServerReader(const ServerContext& context, std::size_t count, Findings& findings)
      : context_(context), findings_(findings)
  {
    result.servers.reserve(count);
    places_.reserve(count);
  }

  void read(const Json& server);

  /// What is wrong with it is told of `list`.
  void read(const PlainServer& server, const Json& list);

  ReadServers result;

private:
  std::optional<AddressRange> read_addresses(const Json& value);
  std::optional<AddressRange> read_range(const Json& value, std::size_t dash);
  std::optional<Forward> read_forward_of(const Json& server);
  void take_forward(const std::optional<Forward>& forward, DestinationSettings& settings);
  void read_thresholds(const Json& server, DestinationSettings& settings);
  void check_thresholds(const Json& server, const DestinationSettings& settings);
  std::optional<std::uint16_t> read_port(const Json& server, const std::optional<Forward>& forward);
  void check_port(const Json& value, std::uint16_t port, const std::optional<Forward>& forward);
  void check_port(const Json& value, std::uint16_t port, ForwardingMethod method);
  void check_family(const Json& value, Family family, const std::optional<Forward>& forward);
  void check_loopback(const Json& value, const IpAddress& address,
                      const std::optional<Forward>& forward);
  void add(const AddressRange& range, Server like, bool port_known, const Json& place);
  bool is_new(const DestinationKey& key, const Json& place);
  void check_own_name(const Server& server, const Json& place);

  const ServerContext& context_;
  Findings& findings_;
  std::unordered_map<DestinationKey, const Json*, KeyHash> places_;
  /// Of each name and family the first server that is no part of a range.
  std::map<std::pair<std::string, Family>, std::pair<IpAddress, const Json*>> named_;
  bool is_port_told_ = false;  ///< once is enough, however many servers there are
};

void ServerReader::read(const Json& server)
{
  Server like;
  like.name = read_name(server, findings_);
  const auto forward = read_forward_of(server);
  take_forward(forward, like.settings);
  like.settings.weight = number_of<std::uint32_t>(member(server, "weight")).value_or(1);
  read_thresholds(server, like.settings);
  const auto port = read_port(server, forward);
  like.key.port = port.value_or(0);
  const Json* address = member(server, "address");
  const auto range = address == nullptr ? std::nullopt : read_addresses(*address);
  if (!range) return;
  check_family(*address, range->first.family, forward);
  check_loopback(*address, range->first, forward);
  add(*range, std::move(like), port.has_value(), *address);
}

void ServerReader::read(const PlainServer& server, const Json& list)
{
  Server like;
  like.name = server.name;
  if (!like.name.empty()) check_name(list, like.name, findings_);
  take_forward(context_.forward, like.settings);
  like.settings.weight = server.weight;
  like.key.port = server.port.value_or(context_.port);
  if (server.port) check_port(list, *server.port, context_.forward);
  if (!check_use(list, server.address, AddressUse::server, findings_)) return;
  check_family(list, server.address.family, context_.forward);
  check_loopback(list, server.address, context_.forward);
  add({server.address, server.address}, std::move(like), true, list);
}

std::optional<AddressRange> ServerReader::read_addresses(const Json& value)
{
  const std::string* text = text_of(&value);
  const std::size_t dash = text == nullptr ? std::string::npos : text->find('-');
  if (dash != std::string::npos) return read_range(value, dash);
  const auto address = read_address(value, AddressUse::server, findings_);
  if (!address) return {};
  return AddressRange{*address, *address};
}

std::optional<AddressRange> ServerReader::read_range(const Json& value, std::size_t dash)
{
  const std::string& text = *text_of(&value);
  const auto first = parse_ip_address(text.substr(0, dash));
  const auto last = parse_ip_address(text.substr(dash + 1));
  if (!first || !last || first->family != last->family) {
    findings_.error(value, in_quotes(text) +
                               " is not a range of addresses such as "
                               "\"10.0.0.11-10.0.0.20\"");
    return {};
  }
  if (*first > *last) {
    findings_.error(value, "the range " + in_quotes(text) + " is backwards; did you mean " +
                               in_quotes(to_string(*last) + "-" + to_string(*first)) + "?");
    return {};
  }
  if (!check_use(value, *first, AddressUse::server, findings_) ||
      !check_use(value, *last, AddressUse::server, findings_))
    return {};
  return AddressRange{*first, *last};
}

std::optional<Forward> ServerReader::read_forward_of(const Json& server)
{
  const Json* own = member(server, "forward");
  return own == nullptr ? context_.forward : read_forward(*own, findings_);
}

void ServerReader::take_forward(const std::optional<Forward>& forward,
                                DestinationSettings& settings)
{
  result.forwards_known = result.forwards_known && forward;
  if (!forward) return;
  settings.forwarding = forward->method;
  settings.tunnel = forward->tunnel;
}

void ServerReader::read_thresholds(const Json& server, DestinationSettings& settings)
{
  const auto upper = threshold_of(member(server, "upper_threshold"));
  const auto lower = threshold_of(member(server, "lower_threshold"));
  if (!upper || !lower) return;
  settings.upper_threshold = *upper;
  settings.lower_threshold = *lower;
  check_thresholds(server, settings);
}

void ServerReader::check_thresholds(const Json& server, const DestinationSettings& settings)
{
  if (settings.lower_threshold <= settings.upper_threshold) return;
  const Json& lower = server["lower_threshold"];
  const Json* upper = member(server, "upper_threshold");
  if (settings.upper_threshold == 0)
    return findings_.error(lower, "a lower threshold without an upper one; the kernel refuses it");
  findings_.error(
      lower, "the lower threshold " + shown(lower) + " is above the upper one, " + shown(*upper),
      *upper);
}

std::optional<std::uint16_t> ServerReader::read_port(const Json& server,
                                                     const std::optional<Forward>& forward)
{
  const Json* value = member(server, "port");
  if (value == nullptr) return context_.port;
  const auto port = number_of<std::uint16_t>(value);
  if (!port || *port == 0) return {};
  check_port(*value, *port, forward);
  return port;
}

void ServerReader::check_port(const Json& value, std::uint16_t port,
                              const std::optional<Forward>& forward)
{
  if (context_.port_known && forward) check_port(value, port, forward->method);
}

void ServerReader::check_port(const Json& value, std::uint16_t port, ForwardingMethod method)
{
  const bool nat = method == ForwardingMethod::masquerade;
  const std::string text = std::to_string(port);
  if (!nat && context_.port == 0)
    findings_.error(value, "under " + in_quotes(to_string(method)) +
                               " a server gets packets at the "
                               "port that the client used; remove the port, or use \"nat\"");
  else if (!nat && port != context_.port)
    findings_.error(value, "the port " + text + " differs from the service's, " +
                               std::to_string(context_.port) + ", which " +
                               in_quotes(to_string(method)) +
                               " cannot do; remove it, or use \"nat\"");
  else if (nat && context_.port == 0 && context_.persistent)
    findings_.error(value,
                    "the kernel leaves packets of a persistent service by mark, or of every "
                    "port, at the port that the client used; remove the port, or the "
                    "persistence");
  else if (nat && context_.many_ports && !std::exchange(is_port_told_, true))
    findings_.warning(value, "every port of the service goes to port " + text +
                                 " of the server; remove the port, and each goes to its own, or "
                                 "make a service of each");
}

/// `families` is of the clients; IPVS can cross from one to the other by tunnel alone.
void ServerReader::check_family(const Json& value, Family family,
                                const std::optional<Forward>& forward)
{
  const auto& families = context_.families;
  if (!forward || families.empty() || families.contains(family)) return;
  if (forward->method == ForwardingMethod::tunnel) return;
  findings_.error(value, "an " + std::string(name_of(family)) + " server of a service with " +
                             name_of(*families.begin()) + " clients, which " +
                             in_quotes(to_string(forward->method)) +
                             " cannot do; only \"tunnel\" can");
}

/// ip_vs_nat_xmit() stops what came from outside; what this host itself sends goes through.
void ServerReader::check_loopback(const Json& value, const IpAddress& address,
                                  const std::optional<Forward>& forward)
{
  if (!forward || forward->method != ForwardingMethod::masquerade || !is_loopback(address)) return;
  findings_.warning(value, "clients of other hosts are dropped: by NAT the kernel takes none to " +
                               in_quotes(to_string(address)) +
                               ", a loopback address; name another address of this host");
}

/// Where the port is not known, servers are not told apart by it.
void ServerReader::add(const AddressRange& range, Server like, bool port_known, const Json& place)
{
  if (range.first == range.last && result.servers.size() < context_.room) {
    like.key.address = range.first;
    if (port_known && !is_new(like.key, place)) return;
    check_own_name(result.servers.emplace_back(std::move(like)), place);
    return;
  }
  std::size_t count = 0;
  for (std::optional address = range.first; address && *address <= range.last;
       address = next_address(*address)) {
    if (++count > largest_range)
      return findings_.error(place, "the range has more than " + std::to_string(largest_range) +
                                        " addresses; did you mean another last one?");
    if (result.servers.size() == context_.room)
      return findings_.error_once(place, "with this there are more than " +
                                             std::to_string(most_servers) + " servers in all");
    like.key.address = *address;
    if (port_known && !is_new(like.key, place)) return;
    result.servers.push_back(like);
  }
}

/// Whether no other server is the same; tells where one is.
bool ServerReader::is_new(const DestinationKey& key, const Json& place)
{
  const auto [first, is_new] = places_.emplace(key, &place);
  if (!is_new)
    findings_.error(place,
                    "the service has the server " +
                        (key.port == context_.port ? to_string(key.address) : to_string(key)) +
                        " twice",
                    *first->second);
  return is_new;
}

/// One host may have an address of each family, and several ports. A range says that the name is
/// of many.
void ServerReader::check_own_name(const Server& server, const Json& place)
{
  if (server.name.empty()) return;
  const IpAddress& address = server.key.address;
  const auto [first, is_new] =
      named_.emplace(std::pair(server.name, address.family), std::pair(address, &place));
  const auto& [other, other_place] = first->second;
  if (!is_new && other != address)
    findings_.warning(place,
                      to_string(address) + " and " + to_string(other) + " are both called " +
                          in_quotes(server.name) +
                          ", and a command such as lvsctl drain takes both out by that name; "
                          "give each a name of its own",
                      *other_place);
}

}  // namespace

ReadServers read_servers(const Json& list, const std::vector<PlainServer>& plain,
                         const ServerContext& context, Findings& findings)
{
  const std::vector<const Json*> elements = elements_of(&list);
  ServerReader reader(context, elements.size() + plain.size(), findings);
  for (const Json* server : elements) {
    if (findings.full()) break;
    reader.read(*server);
  }
  for (const PlainServer& server : plain)
    reader.read(server, list);
  return std::move(reader.result);
}

}  // namespace lvsd
