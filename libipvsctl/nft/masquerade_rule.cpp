// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/nft/masquerade_rule.hpp"

#include <linux/if.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <span>

#include "libipvsctl/nft/expressions.hpp"
#include "libipvsctl/nft/form.hpp"

namespace ipvsctl::nft {
namespace {

using InterfaceName = std::array<std::byte, IFNAMSIZ>;

IpAddress mask_of(Family family, unsigned prefix_length)
{
  IpAddress ones{family, {}};
  ones.bytes.fill(std::byte{0xff});
  return network_of(ones, prefix_length);
}

InterfaceName padded(const std::string& interface)
{
  InterfaceName name{};
  std::memcpy(name.data(), interface.data(), std::min(interface.size(), name.size() - 1));
  return name;
}

/// Compares as many bytes of the source as the prefix reaches into. This is as nft writes it: a
/// mask only where the prefix ends within a byte.
void add_source(const Rule& rule, const Masquerade& masquerade)
{
  const Family family = masquerade.source.family;
  const unsigned bits = masquerade.prefix_length;
  if (bits == 0) return;
  const unsigned length = bits % 8 == 0 ? bits / 8 : address_bits(family) / 8;
  add(rule,
      load_payload(NFT_PAYLOAD_NETWORK_HEADER, family == Family::ipv4 ? 12 : 8, length, NFT_REG_1));
  const IpAddress prefix = mask_of(family, bits);
  if (bits % 8 != 0) add(rule, mask(NFT_REG_1, std::span(prefix.bytes).first(length)));
  add(rule, expect(NFT_REG_1, std::span(masquerade.source.bytes).first(length)));
}

std::span<const std::byte> data_of(const nftnl_expr& expression, std::uint16_t attribute)
{
  std::uint32_t length = 0;
  const void* const data = nftnl_expr_get(&expression, attribute, &length);
  if (data == nullptr) return {};
  return {static_cast<const std::byte*>(data), length};
}

unsigned leading_ones(std::span<const std::byte> bits)
{
  unsigned ones = 0;
  for (const std::byte byte : bits) {
    const auto here = std::countl_one(std::to_integer<std::uint8_t>(byte));
    ones += static_cast<unsigned>(here);
    if (here < 8) break;
  }
  return ones;
}

/// What the rule's comparisons compare with, and its one mask.
struct Operands {
  std::vector<std::span<const std::byte>> comparisons;
  std::optional<unsigned> prefix_length;
};

Operands operands_of(const Rule& rule)
{
  Operands operands;
  const ExpressionIterator iterator(allocated(nftnl_expr_iter_create(rule.get())));
  while (const nftnl_expr* next = nftnl_expr_iter_next(iterator.get())) {
    const std::string_view name = nftnl_expr_get_str(next, NFTNL_EXPR_NAME);
    if (name == "cmp")
      operands.comparisons.push_back(data_of(*next, NFTNL_EXPR_CMP_DATA));
    else if (name == "bitwise")
      operands.prefix_length = leading_ones(data_of(*next, NFTNL_EXPR_BITWISE_MASK));
  }
  return operands;
}

std::string name_in(std::span<const std::byte> bytes)
{
  const auto end = std::ranges::find(bytes, std::byte{0});
  std::string name;
  std::ranges::transform(bytes.begin(), end, std::back_inserter(name),
                         [](std::byte byte) { return static_cast<char>(byte); });
  return name;
}

/// What such a rule would be about if it were one of ours: family, maybe a source, interface.
std::optional<Masquerade> guess(const Operands& operands)
{
  const auto& comparisons = operands.comparisons;
  if (comparisons.size() < 2 || comparisons.size() > 3 || comparisons[0].empty()) return {};
  Masquerade masquerade;
  const bool ipv4 = comparisons[0][0] == std::byte{NFPROTO_IPV4};
  masquerade.source.family = ipv4 ? Family::ipv4 : Family::ipv6;
  masquerade.prefix_length = 0;
  masquerade.interface = name_in(comparisons.back());
  if (comparisons.size() == 2) return masquerade;
  if (comparisons[1].size() > address_bits(masquerade.source.family) / 8) return {};
  std::ranges::copy(comparisons[1], masquerade.source.bytes.begin());
  masquerade.prefix_length = static_cast<std::uint8_t>(
      operands.prefix_length.value_or(8 * static_cast<unsigned>(comparisons[1].size())));
  return masquerade;
}

}  // namespace

Rule make_masquerade_rule(const Masquerade& what)
{
  Rule rule = make_rule(postrouting);
  add_family(rule, what.source.family);
  add_source(rule, what);
  add(rule, load_meta(NFT_META_OIFNAME, NFT_REG_1));
  add(rule, expect(NFT_REG_1, padded(what.interface)));
  add(rule, masquerade());
  return rule;
}

std::optional<Masquerade> read_masquerade_rule(const Rule& rule)
{
  const auto masquerade = guess(operands_of(rule));
  if (!masquerade || texts_of(make_masquerade_rule(*masquerade)) != texts_of(rule)) return {};
  return masquerade;
}

std::optional<MasqueradeHandles> read_masquerades(const std::vector<Rule>& rules)
{
  MasqueradeHandles handles;
  for (const Rule& rule : rules) {
    const auto masquerade = read_masquerade_rule(rule);
    const auto handle = nftnl_rule_get_u64(rule.get(), NFTNL_RULE_HANDLE);
    if (!masquerade || !handles.try_emplace(*masquerade, handle).second) return {};
  }
  return handles;
}

}  // namespace ipvsctl::nft
