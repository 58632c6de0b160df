// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/read_forward.hpp"

#include <array>

#include "lvsd/config/quoted.hpp"

namespace lvsd {
namespace {

using namespace ipvsctl;

/// The one of `choices` that has the name `word`.
template <class Choices>
auto named(const Choices& choices, const std::string& word)
    -> std::optional<typename Choices::value_type>
{
  for (const auto choice : choices)
    if (to_string(choice) == word) return choice;
  return {};
}

constexpr std::array methods{ForwardingMethod::masquerade, ForwardingMethod::direct,
                             ForwardingMethod::tunnel};
constexpr std::array types{TunnelType::ipip, TunnelType::gue, TunnelType::gre};
constexpr std::array checksums{TunnelChecksum::none, TunnelChecksum::full, TunnelChecksum::remote};

bool takes(TunnelType type, TunnelChecksum checksum)
{
  switch (type) {
    case TunnelType::ipip:
      return checksum == TunnelChecksum::none;
    case TunnelType::gre:
      return checksum != TunnelChecksum::remote;
    case TunnelType::gue:
      return true;
  }
  return true;
}

void check_tunnel(const Json& value, const Tunnel& tunnel, Findings& findings)
{
  const Json* port = member(value, "port");
  if (tunnel.type == TunnelType::gue && port == nullptr)
    findings.error(value, "a gue tunnel needs a \"port\", such as 6080");
  if (tunnel.type != TunnelType::gue && port != nullptr)
    findings.error_at_key(*port, "a tunnel of the type " + in_quotes(to_string(tunnel.type)) +
                                     " has no port; only \"gue\" has one");
  if (takes(tunnel.type, tunnel.checksum)) return;
  findings.error(value["checksum"],
                 "a tunnel of the type " + in_quotes(to_string(tunnel.type)) +
                     " cannot have the checksum " + in_quotes(to_string(tunnel.checksum)) +
                     (tunnel.type == TunnelType::gre ? "; expected \"none\" or \"full\""
                                                     : "; expected \"none\""));
}

void check_no_tunnel(const Json& value, ForwardingMethod method, Findings& findings)
{
  for (const char* key : {"type", "port", "checksum"})
    if (const Json* extra = member(value, key))
      findings.error_at_key(*extra, in_quotes(key) + " is for a tunnel; the method is " +
                                        in_quotes(to_string(method)));
}

std::optional<Forward> read_object(const Json& value, Findings& findings)
{
  const auto method = named(methods, text_member(value, "method"));
  if (!method) return {};
  if (method != ForwardingMethod::tunnel) {
    check_no_tunnel(value, *method, findings);
    return Forward{*method, {}};
  }
  Forward read{*method, {}};
  const Json* type = member(value, "type");
  const Json* checksum = member(value, "checksum");
  const auto named_type = type ? named(types, text_member(value, "type")) : TunnelType::ipip;
  const auto named_checksum =
      checksum ? named(checksums, text_member(value, "checksum")) : TunnelChecksum::none;
  if (!named_type || !named_checksum) return {};
  read.tunnel = {*named_type, number_of<std::uint16_t>(member(value, "port")).value_or(0),
                 *named_checksum};
  check_tunnel(value, read.tunnel, findings);
  return read;
}

}  // namespace

std::optional<Forward> read_forward(const Json& value, Findings& findings)
{
  if (value.is_object()) return read_object(value, findings);
  const std::string* word = text_of(&value);
  const auto method = word == nullptr ? std::nullopt : named(methods, *word);
  if (!method) return {};
  return Forward{*method, {}};
}

}  // namespace lvsd
