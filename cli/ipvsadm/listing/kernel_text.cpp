// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/listing/kernel_text.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "cli/ipvsadm/listing/labels.hpp"
#include "cli/ipvsadm/listing/proc_words.hpp"

namespace ipvsadm {
namespace {

using namespace ipvsctl;
using ipvs::ListedDestination;
using ipvs::ListedService;

/// Takes the text up to `end`, and `end`, from the front of `text`.
std::string_view take_until(std::string_view& text, char end)
{
  const auto taken = text.substr(0, text.find(end));
  text.remove_prefix(std::min(taken.size() + 1, text.size()));
  return taken;
}

std::string_view take_word(std::string_view& line)
{
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  return take_until(line, ' ');
}

/// Reads "0A000001:0050" or "[2001:0db8:0000:…:0001]:0050".
std::optional<DestinationKey> read_endpoint(std::string_view text)
{
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return {};
  const auto port = read_number<std::uint16_t>(text.substr(colon + 1), 16);
  const auto host = text.substr(0, colon);
  if (!port) return {};
  if (host.starts_with('[') && host.ends_with(']')) {
    const auto address = parse_ip_address(host.substr(1, host.size() - 2));
    if (!address || address->family != Family::ipv6) return {};
    return DestinationKey{*address, *port};
  }
  const auto address = read_ipv4(host);
  if (!address) return {};
  return DestinationKey{*address, *port};
}

std::optional<ForwardingMethod> read_forwarding(std::string_view word)
{
  constexpr std::array methods{ForwardingMethod::masquerade, ForwardingMethod::local,
                               ForwardingMethod::tunnel, ForwardingMethod::direct};
  const auto* const method = std::ranges::find(methods, word, forwarding_label);
  if (method == methods.end()) return {};
  return *method;
}

/// Reads what comes behind the arrow of a server's line.
std::optional<ListedDestination> read_server(std::string_view line)
{
  const auto key = read_endpoint(take_word(line));
  const auto forwarding = read_forwarding(take_word(line));
  const auto weight = read_number<std::uint32_t>(take_word(line), 10);
  const auto active = read_number<std::uint32_t>(take_word(line), 10);
  const auto inactive = read_number<std::uint32_t>(take_word(line), 10);
  if (!key || !forwarding || !weight || !active || !inactive) return {};
  ListedDestination server{*key, {.forwarding = *forwarding, .weight = *weight, .tunnel = {}}, {}};
  server.measurements.active_connections = *active;
  server.measurements.inactive_connections = *inactive;
  return server;
}

bool is_same(const VirtualAddress& key, std::string_view protocol, std::string_view name)
{
  const auto endpoint = read_endpoint(name);
  return protocol == label_of(key.protocol) && endpoint &&
         *endpoint == DestinationKey{key.address, key.port};
}

/// The line does not tell the address family.
bool is_same(const FirewallMark& key, std::string_view kind, std::string_view mark)
{
  return kind == "FWM" && read_number<std::uint32_t>(mark, 16) == key.mark;
}

bool is_line_of(const ListedService& service, std::string_view line)
{
  const auto kind = take_word(line);
  const auto name = take_word(line);
  return std::visit([&](const auto& key) { return is_same(key, kind, name); }, service.key);
}

}  // namespace

bool add_servers(ipvs::Listing& services, std::string_view text)
{
  constexpr int titles = 3;
  for (int i = 0; i < titles; ++i)
    take_until(text, '\n');
  constexpr std::string_view arrow = "  -> ";
  std::size_t seen = 0;
  while (!text.empty()) {
    const auto line = take_until(text, '\n');
    if (!line.starts_with(arrow)) {
      if (seen == services.size() || !is_line_of(services[seen], line)) return false;
      ++seen;
      continue;
    }
    auto server = read_server(line.substr(arrow.size()));
    if (!server || seen == 0) return false;
    services[seen - 1].destinations.push_back(*std::move(server));
  }
  return seen == services.size();
}

}  // namespace ipvsadm
