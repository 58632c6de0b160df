// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/doctor/firewall.hpp"

#include <algorithm>

#include "cli/lvsctl/doctor/rule_match.hpp"

namespace lvsctl::doctor {
namespace {

using nlohmann::json;

constexpr int deepest_jump = 16;  // as the kernel has it (NFT_JUMP_STACK_SIZE)

std::string table_of(const json& object)
{
  return object.at("family").get<std::string>() + " " + object.at("table").get<std::string>();
}

bool sees(const std::string& table_family, ipvsctl::Family family)
{
  if (table_family == "inet") return true;
  return table_family == (family == ipvsctl::Family::ipv4 ? "ip" : "ip6");
}

/// The chain that a rule leads to, if any.
std::optional<std::string> target_of(const json& rule)
{
  for (const json& expression : rule)
    for (const char* verdict : {"jump", "goto"})
      if (expression.contains(verdict)) return expression[verdict].at("target").get<std::string>();
  return {};
}

/// Whether a rule's verdict is, or may be, to accept.
bool accepts(const json& rule)
{
  return std::ranges::any_of(rule, [](const json& expression) {
    return expression.contains("accept") || expression.contains("vmap") ||
           expression.contains("xt") || expression.contains("queue");
  });
}

bool may_match(const json& rule, const Packet& packet)
{
  return std::ranges::all_of(rule, [&](const json& expression) {
    return !expression.contains("match") || may_match_one(expression["match"], packet);
  });
}

/// Whether a rule's verdict is to drop, whatever the packet is.
bool drops_all(const json& rule)
{
  const auto drops = [](const json& expression) {
    return expression.contains("drop") || expression.contains("reject");
  };
  return std::ranges::any_of(rule, drops) && std::ranges::all_of(rule, [&](const json& expression) {
           return drops(expression) || expression.contains("counter") || expression.contains("log");
         });
}

}  // namespace

Firewall::Firewall(const json& ruleset)
{
  for (const json& object : ruleset.at("nftables")) {
    if (object.contains("chain")) {
      const json& chain = object["chain"];
      const std::string key = table_of(chain) + " " + chain.at("name").get<std::string>();
      chains_[key] = {table_of(chain),
                      chain.at("family"),
                      chain.value("hook", ""),
                      chain.value("policy", "accept") == "drop",
                      {}};
    } else if (object.contains("rule")) {
      const json& rule = object["rule"];
      Chain& chain = chains_[table_of(rule) + " " + rule.at("chain").get<std::string>()];
      chain.table = table_of(rule);
      chain.rules.push_back(rule.at("expr"));
    }
  }
}

std::vector<ClosedChain> Firewall::closed_chains(const std::string& hook,
                                                 ipvsctl::Family family) const
{
  std::vector<ClosedChain> closed;
  for (const auto& [name, chain] : chains_) {
    // Many close a chain by a last rule rather than by its policy.
    const bool ends_closed = !chain.rules.empty() && drops_all(chain.rules.back());
    if (chain.hook == hook && (chain.drops || ends_closed) && sees(chain.family, family))
      closed.push_back({name, hook});
  }
  return closed;
}

bool Firewall::may_accept(const ClosedChain& chain, const Packet& packet) const
{
  return may_accept(chain.name, packet, deepest_jump);
}

bool Firewall::may_accept(const std::string& name, const Packet& packet, int depth) const
{
  const auto found = chains_.find(name);
  if (found == chains_.end() || depth == 0) return true;  // who knows
  return std::ranges::any_of(found->second.rules, [&](const json& rule) {
    if (!may_match(rule, packet)) return false;
    const auto target = target_of(rule);
    return target ? may_accept(found->second.table + " " + *target, packet, depth - 1)
                  : accepts(rule);
  });
}

template <class Use>
void Firewall::each_mark(const std::string& without, Use use) const
{
  for (const auto& [name, chain] : chains_) {
    if (chain.table == without) continue;
    for (const json& rule : chain.rules)
      for (const json& expression : rule) {
        const json::json_pointer key("/mangle/key/meta/key");
        if (expression.contains(key) && expression[key] == "mark")
          use(expression["mangle"].at("value"));
        if (expression.contains("xt")) use(json());  // what iptables set is not told
      }
  }
}

std::set<std::uint32_t> Firewall::marks_set(const std::string& without) const
{
  std::set<std::uint32_t> marks;
  each_mark(without, [&](const json& value) {
    if (value.is_number_unsigned()) marks.insert(value.get<std::uint32_t>());
  });
  return marks;
}

bool Firewall::sets_other_marks(const std::string& without) const
{
  bool others = false;
  each_mark(without, [&](const json& value) { others = others || !value.is_number_unsigned(); });
  return others;
}

}  // namespace lvsctl::doctor
