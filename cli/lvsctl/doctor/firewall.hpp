// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "libipvsctl/model/ip_address.hpp"
#include "libipvsctl/model/service_key.hpp"

namespace lvsctl::doctor {

/// What connection tracking makes of a packet.
enum class Tracking {
  first,        ///< it knows no connection of it: "new", or "untracked" where it does not look
  established,  ///< it knows its connection
  untracked,    ///< it is not shown to it
};

/// A packet, as far as it is known before it is sent. What is not known may be anything.
struct Packet {
  ipvsctl::Family family = ipvsctl::Family::ipv4;
  std::optional<ipvsctl::Protocol> protocol{};
  bool is_ip_or_gre = false;  ///< it wraps another one, and is of no protocol with ports
  std::optional<ipvsctl::IpAddress> source{}, destination{};
  std::optional<std::uint16_t> source_port{}, destination_port{};  ///< host byte order
  Tracking tracking = Tracking::first;
};

/// A chain on a hook that drops what none of its rules accepts.
struct ClosedChain {
  std::string name;  ///< "inet filter input"
  std::string hook;  ///< "input", "output" or "forward"

  bool operator==(const ClosedChain&) const = default;
};

/// The firewall of a host, as `nft -j list ruleset` tells it. It is read for one question: is it
/// certain that a packet is dropped?
class Firewall {
public:
  Firewall() = default;

  /// Throws std::exception where the document is not of that form.
  explicit Firewall(const nlohmann::json& ruleset);

  /// The chains on `hook` that drop what they do not accept and that see packets of `family`.
  std::vector<ClosedChain> closed_chains(const std::string& hook, ipvsctl::Family family) const;

  /// Whether some rule of the chain, or of a chain that it leads to, may accept the packet. What is
  /// not understood may match.
  bool may_accept(const ClosedChain& chain, const Packet& packet) const;

  /// The marks that rules set outside the table `without` ("inet lvsd").
  std::set<std::uint32_t> marks_set(const std::string& without) const;

  /// Whether a rule outside that table sets a mark that is not a number of its own.
  bool sets_other_marks(const std::string& without) const;

private:
  struct Chain {
    std::string table, family, hook;
    bool drops = false;
    std::vector<nlohmann::json> rules;  ///< their expressions
  };

  bool may_accept(const std::string& chain, const Packet& packet, int depth) const;
  template <class Use>
  void each_mark(const std::string& without, Use use) const;

  std::map<std::string, Chain> chains_;  ///< by "FAMILY TABLE NAME"
};

}  // namespace lvsctl::doctor
