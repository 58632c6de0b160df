// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/nft/expressions.hpp"

#include <linux/netfilter.h>

#include <array>

namespace ipvsctl::nft {
namespace {

Expression expression(const char* name)
{
  return Expression(allocated(nftnl_expr_alloc(name)));
}

void put(const Expression& into, std::uint16_t attribute, std::span<const std::byte> value)
{
  nftnl_expr_set(into.get(), attribute, value.data(), static_cast<std::uint32_t>(value.size()));
}

std::string text_of(const nftnl_expr& expression)
{
  std::array<char, 1024> settings{};
  nftnl_expr_snprintf(settings.data(), settings.size(), &expression, NFTNL_OUTPUT_DEFAULT, 0);
  const char* const name = nftnl_expr_get_str(&expression, NFTNL_EXPR_NAME);
  const std::string text = std::string(name) + " " + settings.data();
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

}  // namespace

void add(const Rule& rule, Expression expression)
{
  nftnl_rule_add_expr(rule.get(), expression.release());
}

void add_family(const Rule& rule, Family family)
{
  const std::byte protocol{
      static_cast<std::uint8_t>(family == Family::ipv4 ? NFPROTO_IPV4 : NFPROTO_IPV6)};
  add(rule, load_meta(NFT_META_NFPROTO, NFT_REG_1));
  add(rule, expect(NFT_REG_1, {&protocol, 1}));
}

Expression load_meta(nft_meta_keys key, std::uint32_t into)
{
  auto load = expression("meta");
  nftnl_expr_set_u32(load.get(), NFTNL_EXPR_META_KEY, key);
  nftnl_expr_set_u32(load.get(), NFTNL_EXPR_META_DREG, into);
  return load;
}

Expression load_payload(nft_payload_bases header, std::uint32_t offset, std::uint32_t length,
                        std::uint32_t into)
{
  auto load = expression("payload");
  nftnl_expr_set_u32(load.get(), NFTNL_EXPR_PAYLOAD_BASE, header);
  nftnl_expr_set_u32(load.get(), NFTNL_EXPR_PAYLOAD_OFFSET, offset);
  nftnl_expr_set_u32(load.get(), NFTNL_EXPR_PAYLOAD_LEN, length);
  nftnl_expr_set_u32(load.get(), NFTNL_EXPR_PAYLOAD_DREG, into);
  return load;
}

Expression load_destination(Family family, std::uint32_t into)
{
  // RFC 791 section 3.1, RFC 8200 section 3.
  const std::uint32_t offset = family == Family::ipv4 ? 16 : 24;
  return load_payload(NFT_PAYLOAD_NETWORK_HEADER, offset, address_bits(family) / 8, into);
}

Expression mask(std::uint32_t which, std::span<const std::byte> bits)
{
  const std::vector<std::byte> nothing(bits.size());
  auto bitwise = expression("bitwise");
  nftnl_expr_set_u32(bitwise.get(), NFTNL_EXPR_BITWISE_SREG, which);
  nftnl_expr_set_u32(bitwise.get(), NFTNL_EXPR_BITWISE_DREG, which);
  nftnl_expr_set_u32(bitwise.get(), NFTNL_EXPR_BITWISE_OP, NFT_BITWISE_BOOL);
  nftnl_expr_set_u32(bitwise.get(), NFTNL_EXPR_BITWISE_LEN,
                     static_cast<std::uint32_t>(bits.size()));
  put(bitwise, NFTNL_EXPR_BITWISE_MASK, bits);
  put(bitwise, NFTNL_EXPR_BITWISE_XOR, nothing);
  return bitwise;
}

Expression expect(std::uint32_t which, std::span<const std::byte> value)
{
  auto compare = expression("cmp");
  nftnl_expr_set_u32(compare.get(), NFTNL_EXPR_CMP_SREG, which);
  nftnl_expr_set_u32(compare.get(), NFTNL_EXPR_CMP_OP, NFT_CMP_EQ);
  put(compare, NFTNL_EXPR_CMP_DATA, value);
  return compare;
}

Expression look_up(const char* map, std::uint32_t key, std::uint32_t into)
{
  auto lookup = expression("lookup");
  nftnl_expr_set_str(lookup.get(), NFTNL_EXPR_LOOKUP_SET, map);
  nftnl_expr_set_u32(lookup.get(), NFTNL_EXPR_LOOKUP_SREG, key);
  nftnl_expr_set_u32(lookup.get(), NFTNL_EXPR_LOOKUP_DREG, into);
  nftnl_expr_set_u32(lookup.get(), NFTNL_EXPR_LOOKUP_FLAGS, 0);  // the kernel lists it in any case
  return lookup;
}

Expression set_mark(std::uint32_t from)
{
  auto meta = expression("meta");
  nftnl_expr_set_u32(meta.get(), NFTNL_EXPR_META_KEY, NFT_META_MARK);
  nftnl_expr_set_u32(meta.get(), NFTNL_EXPR_META_SREG, from);
  return meta;
}

Expression masquerade()
{
  return expression("masq");
}

Expression queue(std::uint16_t number)
{
  auto queue = expression("queue");
  nftnl_expr_set_u16(queue.get(), NFTNL_EXPR_QUEUE_NUM, number);
  nftnl_expr_set_u16(queue.get(), NFTNL_EXPR_QUEUE_TOTAL, 1);
  nftnl_expr_set_u16(queue.get(), NFTNL_EXPR_QUEUE_FLAGS, NFT_QUEUE_FLAG_BYPASS);
  return queue;
}

std::vector<std::string> texts_of(const Rule& rule)
{
  std::vector<std::string> texts;
  const ExpressionIterator iterator(allocated(nftnl_expr_iter_create(rule.get())));
  while (const nftnl_expr* next = nftnl_expr_iter_next(iterator.get()))
    texts.push_back(text_of(*next));
  return texts;
}

}  // namespace ipvsctl::nft
