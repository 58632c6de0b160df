// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/read_servers.hpp"

#include <algorithm>
#include <unordered_map>

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

class ServerReader {
public:
  /// `count` is how many elements will be read.
  ServerReader(const ServerContext& context, std::size_t count, Findings& findings)
      : context_(context), findings_(findings)
  {
    servers.reserve(count);
    places_.reserve(count);
  }

  void read(const Json& server);

  /// What is wrong with it is told of `list`.
  void read(const PlainServer& server, const Json& list);

  std::vector<Server> servers;

private:
  std::optional<AddressRange> read_addresses(const Json& value);
  std::optional<AddressRange> read_range(const Json& value, std::size_t dash);
  DestinationSettings read_settings(const Json& server);
  std::uint16_t read_port(const Json& server, ForwardingMethod method);
  void check_port(const Json& value, std::uint16_t port, ForwardingMethod method);
  void check_family(const Json& value, Family family, ForwardingMethod method);
  void check_thresholds(const Json& server, const DestinationSettings& settings);
  void add(const AddressRange& range, Server like, const Json& place);
  bool add(Server server, const Json& place);

  const ServerContext& context_;
  Findings& findings_;
  std::unordered_map<DestinationKey, const Json*, KeyHash> places_;
};

void ServerReader::read(const Json& server)
{
  const Json* address = member(server, "address");
  if (address == nullptr) return;
  Server like;
  like.name = read_name(server, findings_);
  like.settings = read_settings(server);
  like.key.port = read_port(server, like.settings.forwarding);
  const auto range = read_addresses(*address);
  if (!range) return;
  check_family(*address, range->first.family, like.settings.forwarding);
  add(*range, std::move(like), *address);
}

void ServerReader::read(const PlainServer& server, const Json& list)
{
  Server like;
  like.name = server.name;
  if (!like.name.empty()) check_name(list, like.name, findings_);
  like.settings.forwarding = context_.forward.method;
  like.settings.tunnel = context_.forward.tunnel;
  like.settings.weight = server.weight;
  like.key.port = server.port.value_or(context_.port);
  if (server.port && context_.port_known) check_port(list, *server.port, context_.forward.method);
  if (!check_use(list, server.address, AddressUse::server, findings_)) return;
  check_family(list, server.address.family, context_.forward.method);
  add({server.address, server.address}, std::move(like), list);
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

DestinationSettings ServerReader::read_settings(const Json& server)
{
  const auto number = [&](const char* key, std::uint32_t otherwise) {
    return number_of<std::uint32_t>(member(server, key)).value_or(otherwise);
  };
  const Json* own = member(server, "forward");
  const Forward forward =
      own == nullptr ? context_.forward : read_forward(*own, findings_).value_or(context_.forward);
  DestinationSettings settings;
  settings.forwarding = forward.method;
  settings.tunnel = forward.tunnel;
  settings.weight = number("weight", 1);
  settings.upper_threshold = number("upper_threshold", 0);
  settings.lower_threshold = number("lower_threshold", 0);
  check_thresholds(server, settings);
  return settings;
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

std::uint16_t ServerReader::read_port(const Json& server, ForwardingMethod method)
{
  const Json* value = member(server, "port");
  if (value == nullptr) return context_.port;
  const auto port = number_of<std::uint16_t>(value);
  if (!port || *port == 0) return context_.port;
  if (context_.port_known) check_port(*value, *port, method);
  return *port;
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
}

/// `families` is of the clients; IPVS can cross from one to the other by tunnel alone.
void ServerReader::check_family(const Json& value, Family family, ForwardingMethod method)
{
  const auto& families = context_.families;
  if (method == ForwardingMethod::tunnel || families.empty() || families.contains(family)) return;
  findings_.error(value, "an " + std::string(name_of(family)) + " server of a service with " +
                             name_of(*families.begin()) + " clients, which " +
                             in_quotes(to_string(method)) + " cannot do; only \"tunnel\" can");
}

void ServerReader::add(const AddressRange& range, Server like, const Json& place)
{
  if (range.first == range.last && servers.size() < context_.room) {
    like.key.address = range.first;
    add(std::move(like), place);
    return;
  }
  std::size_t count = 0;
  for (std::optional address = range.first; address && *address <= range.last;
       address = next_address(*address)) {
    if (++count > largest_range)
      return findings_.error(place, "the range has more than " + std::to_string(largest_range) +
                                        " addresses; did you mean another last one?");
    if (servers.size() == context_.room)
      return findings_.error(place, "with this there are more than " +
                                        std::to_string(most_servers) + " servers in all");
    Server server = like;
    server.key.address = *address;
    if (!add(std::move(server), place)) return;
  }
}

bool ServerReader::add(Server server, const Json& place)
{
  const auto [first, is_new] = places_.emplace(server.key, &place);
  if (is_new)
    servers.push_back(std::move(server));
  else
    findings_.error(
        place,
        "the service has the server " +
            (server.key.port == 0 ? to_string(server.key.address) : to_string(server.key)) +
            " twice",
        *first->second);
  return is_new;
}

}  // namespace

std::vector<Server> read_servers(const Json& list, const std::vector<PlainServer>& plain,
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
  return std::move(reader.servers);
}

}  // namespace lvsd
