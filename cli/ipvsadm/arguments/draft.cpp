// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/arguments/draft.hpp"

#include <cstring>
#include <limits>

#include "cli/ipvsadm/arguments/host_port.hpp"
#include "cli/ipvsadm/arguments/numbers.hpp"
#include "cli/ipvsadm/arguments/refusal.hpp"

namespace ipvsadm {
namespace {

using namespace ipvsctl;

/// Bytes of a scheduler's, an engine's or an interface's name that the kernel takes; the rest of a
/// longer one is dropped.
constexpr std::size_t name_length = 15;

constexpr std::chrono::seconds usual_persistence{360};
constexpr long longest_timeout = 31L * 24 * 60 * 60;
constexpr long most = std::numeric_limits<std::int32_t>::max();

/// Reads a number for a field of type `Field`; `complaint` is what to say where it is none.
template <class Field>
Field number(const std::string& value, long least, long greatest, const std::string& complaint)
{
  const auto read = bounded_number(value, least, greatest);
  if (!read) throw Refusal{complaint};
  return static_cast<Field>(*read);
}

/// Reads "24" as a prefix length, and anything else as a mask in dotted form or a host's name.
std::optional<PersistenceNetmask> read_ipv4_netmask(const std::string& value, Names& names)
{
  const auto length = bounded_number(value, 0, address_bits(Family::ipv4));
  if (length && value == std::to_string(*length))
    return prefix_netmask(Family::ipv4, static_cast<unsigned>(*length));
  const auto mask = read_ipv4(value, names);
  if (!mask) return {};
  PersistenceNetmask netmask;
  std::memcpy(&netmask.raw, mask->bytes.data(), sizeof netmask.raw);
  return netmask;
}

bool is_multicast(const IpAddress& address)
{
  const auto first = std::to_integer<unsigned>(address.bytes[0]);
  return address.family == Family::ipv6 ? first == 0xff : (first & 0xf0U) == 0xe0;
}

}  // namespace

ServiceSettings Draft::unsaid_settings()
{
  ServiceSettings settings = default_settings(Family::ipv4);
  settings.scheduler.clear();
  return settings;
}

ServiceKey Draft::service_key() const
{
  if (mark != 0) return FirewallMark{address.family, mark};
  return VirtualAddress{protocol.value_or(Protocol::tcp), address, port};
}

void Draft::by_address(Protocol by, const std::string& value)
{
  const auto parsed = read_host_port(value, by, names);
  if (!parsed) throw Refusal{"illegal virtual server address[:port] specified"};
  protocol = by;
  address = parsed->address;
  port = parsed->port.value_or(0);
  if (address.family == Family::ipv6) service.persistence_netmask = whole_address(Family::ipv6);
}

void Draft::tcp_service(const std::string& value)
{
  by_address(Protocol::tcp, value);
}

void Draft::udp_service(const std::string& value)
{
  by_address(Protocol::udp, value);
}

void Draft::sctp_service(const std::string& value)
{
  by_address(Protocol::sctp, value);
}

void Draft::fwmark_service(const std::string& value)
{
  mark = number<std::uint32_t>(value, 1, std::numeric_limits<std::uint32_t>::max(),
                               "invalid fwmark value `" + value + "' specified");
  protocol = Protocol::tcp;
}

void Draft::ipv6(const std::string&)
{
  if (mark == 0) throw Refusal{"-6 used before -f\n"};
  address.family = Family::ipv6;
  service.persistence_netmask = whole_address(Family::ipv6);
}

void Draft::scheduler(const std::string& value)
{
  service.scheduler = value.substr(0, name_length);
}

void Draft::persistent(const std::string& value)
{
  service.persistent = true;
  service.persistence_timeout = std::chrono::seconds(
      number<long>(value, 1, longest_timeout, "invalid timeout value `" + value + "' specified"));
}

void Draft::persistent_by_default(const std::string&)
{
  service.persistent = true;
  service.persistence_timeout = usual_persistence;
}

void Draft::netmask(const std::string& value)
{
  if (address.family == Family::ipv6) {
    const int length = leading_number(value);
    if (length < 1 || length > 128) throw Refusal{"illegal ipv6 netmask specified"};
    service.persistence_netmask = prefix_netmask(Family::ipv6, static_cast<unsigned>(length));
    return;
  }
  const auto mask = read_ipv4_netmask(value, names);
  if (!mask) throw Refusal{"illegal virtual server persistent mask specified"};
  service.persistence_netmask = *mask;
}

void Draft::persistence_engine(const std::string& value)
{
  service.persistence_engine = value.substr(0, name_length);
}

void Draft::flags_of_scheduler(const std::string& value)
{
  scheduler_flags = value;
}

void Draft::one_packet(const std::string&)
{
  service.one_packet = true;
}

void Draft::real_server(const std::string& value)
{
  const auto parsed = read_host_port(value, protocol, names);
  if (!parsed) throw Refusal{"illegal real server address[:port] specified"};
  server = {parsed->address, parsed->port.value_or(port)};
}

void Draft::gatewaying(const std::string&)
{
  server_settings.forwarding = ForwardingMethod::direct;
}

void Draft::ipip(const std::string&)
{
  server_settings.forwarding = ForwardingMethod::tunnel;
}

void Draft::masquerading(const std::string&)
{
  server_settings.forwarding = ForwardingMethod::masquerade;
}

void Draft::weight(const std::string& value)
{
  server_settings.weight = number<std::uint32_t>(value, 0, most, "illegal weight specified");
}

void Draft::upper_threshold(const std::string& value)
{
  server_settings.upper_threshold =
      number<std::uint32_t>(value, 0, most, "illegal u_threshold specified");
}

void Draft::lower_threshold(const std::string& value)
{
  server_settings.lower_threshold =
      number<std::uint32_t>(value, 0, most, "illegal l_threshold specified");
}

void Draft::tunnel_type(const std::string& value)
{
  for (const TunnelType type : {TunnelType::ipip, TunnelType::gue, TunnelType::gre}) {
    if (value != to_string(type)) continue;
    server_settings.tunnel.type = type;
    return;
  }
  throw Refusal{"illegal tunnel type specified"};
}

void Draft::tunnel_port(const std::string& value)
{
  server_settings.tunnel.port =
      number<std::uint16_t>(value, 1, 65535, "illegal tunnel port specified");
}

void Draft::tunnel_without_checksum(const std::string&)
{
  server_settings.tunnel.checksum = TunnelChecksum::none;
}

void Draft::tunnel_with_checksum(const std::string&)
{
  server_settings.tunnel.checksum = TunnelChecksum::full;
}

void Draft::tunnel_with_remote_checksum(const std::string&)
{
  server_settings.tunnel.checksum = TunnelChecksum::remote;
}

void Draft::mcast_interface(const std::string& value)
{
  daemon.interface = value.substr(0, name_length);
}

void Draft::syncid(const std::string& value)
{
  daemon.sync_id = number<std::uint8_t>(value, 0, 255, "illegal syncid specified");
}

void Draft::sync_maxlen(const std::string& value)
{
  daemon.max_length = number<std::uint16_t>(value, 1, 65507, "illegal sync-maxlen specified");
}

void Draft::mcast_group(const std::string& value)
{
  const Family family = value.find(':') == std::string::npos ? Family::ipv4 : Family::ipv6;
  const auto group = parse_ip_address(value);
  if (!group || group->family != family || !is_multicast(*group))
    throw Refusal{"invalid " + std::string(family == Family::ipv4 ? "IPv4" : "IPv6") +
                  " mcast-group `" + value + "'"};
  daemon.group = *group;
}

void Draft::mcast_port(const std::string& value)
{
  daemon.port = number<std::uint16_t>(value, 1, 65535, "illegal mcast-port specified");
}

void Draft::mcast_ttl(const std::string& value)
{
  daemon.ttl = number<std::uint8_t>(value, 1, 255, "illegal mcast-ttl specified");
}

}  // namespace ipvsadm
