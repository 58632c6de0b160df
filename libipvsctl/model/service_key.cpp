// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/model/service_key.hpp"

#include "libipvsctl/model/endpoint.hpp"
#include "libipvsctl/model/numbers.hpp"

namespace ipvsctl {
namespace {

std::string text_of(const VirtualAddress& key)
{
  return to_string(key.protocol) + " " + endpoint_text(key.address, key.port);
}

std::string text_of(const FirewallMark& key)
{
  const std::string text = "mark " + std::to_string(key.mark);
  return key.family == Family::ipv6 ? text + " ipv6" : text;
}

std::optional<ServiceKey> parse_mark(std::string_view text)
{
  FirewallMark key;
  if (text.ends_with(" ipv6")) {
    key.family = Family::ipv6;
    text.remove_suffix(5);
  }
  const auto mark = parse_number<std::uint32_t>(text);
  if (!mark || *mark == 0) return {};
  key.mark = *mark;
  return key;
}

}  // namespace

Family family_of(const ServiceKey& key)
{
  if (const auto* by_address = std::get_if<VirtualAddress>(&key)) return by_address->address.family;
  return std::get<FirewallMark>(key).family;
}

std::string to_string(Protocol protocol)
{
  switch (protocol) {
    case Protocol::tcp:
      return "tcp";
    case Protocol::udp:
      return "udp";
    case Protocol::sctp:
      return "sctp";
  }
  return "protocol " + std::to_string(static_cast<unsigned>(protocol));
}

std::optional<Protocol> parse_protocol(std::string_view text)
{
  for (const Protocol protocol : {Protocol::tcp, Protocol::udp, Protocol::sctp})
    if (text == to_string(protocol)) return protocol;
  return {};
}

std::string to_string(const ServiceKey& key)
{
  return std::visit([](const auto& one) { return text_of(one); }, key);
}

std::optional<ServiceKey> parse_service_key(std::string_view text)
{
  const auto blank = text.find(' ');
  if (blank == std::string_view::npos) return {};
  const auto kind = text.substr(0, blank);
  const auto rest = text.substr(blank + 1);
  if (kind == "mark") return parse_mark(rest);
  const auto protocol = parse_protocol(kind);
  const auto endpoint = parse_endpoint(rest);
  if (!protocol || !endpoint) return {};
  return VirtualAddress{*protocol, endpoint->first, endpoint->second};
}

}  // namespace ipvsctl

std::ostream& std::operator<<(std::ostream& out, const ipvsctl::ServiceKey& key)
{
  return out << ipvsctl::to_string(key);
}
