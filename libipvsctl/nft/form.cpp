// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/nft/form.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "libipvsctl/nft/element.hpp"
#include "libipvsctl/nft/expressions.hpp"

namespace ipvsctl::nft {
namespace {

/// nft's own numbers for the types of keys and data. The kernel only keeps them, so that nft can
/// show addresses as addresses.
enum NftType : std::uint32_t {
  type_ipv4_addr = 7,
  type_ipv6_addr = 8,
  type_inet_proto = 12,
  type_inet_service = 13,
  type_mark = 19,
};
constexpr unsigned bits_of_type = 6;
constexpr std::uint32_t host_endian = 1;
constexpr std::uint32_t big_endian = 2;

constexpr std::uint32_t key_type(Family family)
{
  const std::uint32_t address = family == Family::ipv4 ? type_ipv4_addr : type_ipv6_addr;
  return (address << (2 * bits_of_type)) | (type_inet_proto << bits_of_type) | type_inet_service;
}

constexpr std::uint32_t flags_of(const MapForm& form)
{
  return form.ranges ? NFT_SET_MAP | NFT_SET_INTERVAL | NFT_SET_CONCAT : NFT_SET_MAP;
}

/// Tells nft how to show the numbers.
void put_byte_orders(const Map& map)
{
  const UserData data(allocated(nftnl_udata_buf_alloc(64)));
  nftnl_udata_put_u32(data.get(), NFTNL_UDATA_SET_KEYBYTEORDER, big_endian);
  nftnl_udata_put_u32(data.get(), NFTNL_UDATA_SET_DATABYTEORDER, host_endian);
  nftnl_set_set_data(map.get(), NFTNL_SET_USERDATA, nftnl_udata_buf_data(data.get()),
                     nftnl_udata_buf_len(data.get()));
}

/// The registers that follow an address in NFT_REG_1.
struct Registers {
  std::uint32_t protocol;  ///< four bytes
  std::uint32_t port;
};
constexpr Registers behind_ipv4{NFT_REG32_01, NFT_REG32_02};
constexpr Registers behind_ipv6{NFT_REG_2, NFT_REG32_05};

bool same(std::string_view expected, const char* text)
{
  return text != nullptr && expected == text;
}

}  // namespace

Table make_table()
{
  Table table(allocated(nftnl_table_alloc()));
  nftnl_table_set_u32(table.get(), NFTNL_TABLE_FAMILY, table_family);
  nftnl_table_set_str(table.get(), NFTNL_TABLE_NAME, table_name);
  return table;
}

Chain make_chain(const ChainForm& form)
{
  Chain chain(allocated(nftnl_chain_alloc()));
  nftnl_chain_set_u32(chain.get(), NFTNL_CHAIN_FAMILY, table_family);
  nftnl_chain_set_str(chain.get(), NFTNL_CHAIN_TABLE, form.table.data());
  nftnl_chain_set_str(chain.get(), NFTNL_CHAIN_NAME, form.name.data());
  nftnl_chain_set_str(chain.get(), NFTNL_CHAIN_TYPE, form.type.data());
  nftnl_chain_set_u32(chain.get(), NFTNL_CHAIN_HOOKNUM, form.hook);
  nftnl_chain_set_s32(chain.get(), NFTNL_CHAIN_PRIO, form.priority);
  nftnl_chain_set_u32(chain.get(), NFTNL_CHAIN_POLICY, NF_ACCEPT);
  return chain;
}

Map make_map(const MapForm& form)
{
  Map map(allocated(nftnl_set_alloc()));
  nftnl_set_set_u32(map.get(), NFTNL_SET_FAMILY, table_family);
  nftnl_set_set_str(map.get(), NFTNL_SET_TABLE, table_name);
  nftnl_set_set_str(map.get(), NFTNL_SET_NAME, form.name.data());
  nftnl_set_set_u32(map.get(), NFTNL_SET_FLAGS, flags_of(form));
  nftnl_set_set_u32(map.get(), NFTNL_SET_KEY_TYPE, key_type(form.family));
  nftnl_set_set_u32(map.get(), NFTNL_SET_KEY_LEN, key_length(form.family));
  nftnl_set_set_u32(map.get(), NFTNL_SET_DATA_TYPE, type_mark);
  nftnl_set_set_u32(map.get(), NFTNL_SET_DATA_LEN, sizeof(std::uint32_t));
  if (form.ranges) {
    const auto address = static_cast<std::uint8_t>(address_bits(form.family) / 8);
    const std::array<std::uint8_t, 3> lengths{address, 1, 2};
    nftnl_set_set_data(map.get(), NFTNL_SET_DESC_CONCAT, lengths.data(), lengths.size());
  }
  put_byte_orders(map);
  return map;
}

Rule make_rule(const ChainForm& chain)
{
  Rule rule(allocated(nftnl_rule_alloc()));
  nftnl_rule_set_u32(rule.get(), NFTNL_RULE_FAMILY, table_family);
  nftnl_rule_set_str(rule.get(), NFTNL_RULE_TABLE, chain.table.data());
  nftnl_rule_set_str(rule.get(), NFTNL_RULE_CHAIN, chain.name.data());
  return rule;
}

Rule make_mark_rule(const ChainForm& chain, const MapForm& map)
{
  const Registers& behind = map.family == Family::ipv4 ? behind_ipv4 : behind_ipv6;
  constexpr std::uint32_t destination_port_offset = 2;
  Rule rule = make_rule(chain);
  add_family(rule, map.family);
  add(rule, load_destination(map.family, NFT_REG_1));
  add(rule, load_meta(NFT_META_L4PROTO, behind.protocol));
  add(rule, load_payload(NFT_PAYLOAD_TRANSPORT_HEADER, destination_port_offset, 2, behind.port));
  add(rule, look_up(map.name.data(), NFT_REG_1, NFT_REG_1));
  add(rule, set_mark(NFT_REG_1));
  return rule;
}

bool is_as_made(const Table& table)
{
  // A dormant table is one flag away from ours, and does nothing.
  return nftnl_table_get_u32(table.get(), NFTNL_TABLE_FLAGS) == 0;
}

bool is_as_made(const Chain& chain, const ChainForm& form)
{
  // A chain without a hook has no type: it is never run.
  const nftnl_chain* const found = chain.get();
  return same(form.name, nftnl_chain_get_str(found, NFTNL_CHAIN_NAME)) &&
         same(form.type, nftnl_chain_get_str(found, NFTNL_CHAIN_TYPE)) &&
         nftnl_chain_get_u32(found, NFTNL_CHAIN_HOOKNUM) == form.hook &&
         nftnl_chain_get_s32(found, NFTNL_CHAIN_PRIO) == form.priority &&
         nftnl_chain_get_u32(found, NFTNL_CHAIN_POLICY) == NF_ACCEPT;
}

bool is_as_made(const Map& map, const MapForm& form)
{
  // The size is an upper limit of elements; an expression (a quota, say) may keep an element from
  // matching. The key's type is a matter of display.
  const Map expected = make_map(form);
  constexpr std::array numbers{NFTNL_SET_FLAGS, NFTNL_SET_KEY_LEN, NFTNL_SET_DATA_LEN,
                               NFTNL_SET_DESC_SIZE};
  return same(form.name, nftnl_set_get_str(map.get(), NFTNL_SET_NAME)) &&
         std::ranges::all_of(numbers,
                             [&](std::uint16_t attribute) {
                               return nftnl_set_get_u32(map.get(), attribute) ==
                                      nftnl_set_get_u32(expected.get(), attribute);
                             }) &&
         !nftnl_set_is_set(map.get(), NFTNL_SET_EXPR) &&
         !nftnl_set_is_set(map.get(), NFTNL_SET_EXPRESSIONS);
}

bool are_mark_rules(const std::vector<Rule>& rules, const ChainForm& chain)
{
  return std::ranges::equal(rules, maps, [&](const Rule& rule, const MapForm& map) {
    return texts_of(rule) == texts_of(make_mark_rule(chain, map));
  });
}

std::uint32_t objects_in_table(bool with_postrouting)
{
  return static_cast<std::uint32_t>(maps.size()) + (with_postrouting ? 3 : 2);
}

}  // namespace ipvsctl::nft
