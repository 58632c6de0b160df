// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <linux/netfilter/nf_tables.h>

#include <array>
#include <string_view>

#include "libipvsctl/netlink/attributes.hpp"

/// The kernel's attributes of nftables (<linux/netfilter/nf_tables.h>) as far as they stand in what
/// it says about a table such as ours: their names and what they hold.
namespace ipvsctl::nft {

using netlink::Kind;

inline constexpr auto verdict_attributes = [] {
  std::array<netlink::Attribute, NFTA_VERDICT_CHAIN + 1> table{};
  table[NFTA_VERDICT_CODE] = {"NFTA_VERDICT_CODE", Kind::u32};
  table[NFTA_VERDICT_CHAIN] = {"NFTA_VERDICT_CHAIN", Kind::text};
  return table;
}();

inline constexpr auto data_attributes = [] {
  std::array<netlink::Attribute, NFTA_DATA_VERDICT + 1> table{};
  table[NFTA_DATA_VALUE] = {"NFTA_DATA_VALUE", Kind::unknown};
  table[NFTA_DATA_VERDICT] = {"NFTA_DATA_VERDICT", Kind::nest, verdict_attributes};
  return table;
}();

inline constexpr auto meta_attributes = [] {
  std::array<netlink::Attribute, NFTA_META_SREG + 1> table{};
  table[NFTA_META_DREG] = {"NFTA_META_DREG", Kind::u32};
  table[NFTA_META_KEY] = {"NFTA_META_KEY", Kind::u32};
  table[NFTA_META_SREG] = {"NFTA_META_SREG", Kind::u32};
  return table;
}();

inline constexpr auto payload_attributes = [] {
  std::array<netlink::Attribute, NFTA_PAYLOAD_CSUM_FLAGS + 1> table{};
  table[NFTA_PAYLOAD_DREG] = {"NFTA_PAYLOAD_DREG", Kind::u32};
  table[NFTA_PAYLOAD_BASE] = {"NFTA_PAYLOAD_BASE", Kind::u32};
  table[NFTA_PAYLOAD_OFFSET] = {"NFTA_PAYLOAD_OFFSET", Kind::u32};
  table[NFTA_PAYLOAD_LEN] = {"NFTA_PAYLOAD_LEN", Kind::u32};
  table[NFTA_PAYLOAD_SREG] = {"NFTA_PAYLOAD_SREG", Kind::u32};
  table[NFTA_PAYLOAD_CSUM_TYPE] = {"NFTA_PAYLOAD_CSUM_TYPE", Kind::u32};
  table[NFTA_PAYLOAD_CSUM_OFFSET] = {"NFTA_PAYLOAD_CSUM_OFFSET", Kind::u32};
  table[NFTA_PAYLOAD_CSUM_FLAGS] = {"NFTA_PAYLOAD_CSUM_FLAGS", Kind::u32};
  return table;
}();

inline constexpr auto lookup_attributes = [] {
  std::array<netlink::Attribute, NFTA_LOOKUP_FLAGS + 1> table{};
  table[NFTA_LOOKUP_SET] = {"NFTA_LOOKUP_SET", Kind::text};
  table[NFTA_LOOKUP_SREG] = {"NFTA_LOOKUP_SREG", Kind::u32};
  table[NFTA_LOOKUP_DREG] = {"NFTA_LOOKUP_DREG", Kind::u32};
  table[NFTA_LOOKUP_SET_ID] = {"NFTA_LOOKUP_SET_ID", Kind::u32};
  table[NFTA_LOOKUP_FLAGS] = {"NFTA_LOOKUP_FLAGS", Kind::u32};
  return table;
}();

inline constexpr auto bitwise_attributes = [] {
  std::array<netlink::Attribute, NFTA_BITWISE_DATA + 1> table{};
  table[NFTA_BITWISE_SREG] = {"NFTA_BITWISE_SREG", Kind::u32};
  table[NFTA_BITWISE_DREG] = {"NFTA_BITWISE_DREG", Kind::u32};
  table[NFTA_BITWISE_LEN] = {"NFTA_BITWISE_LEN", Kind::u32};
  table[NFTA_BITWISE_MASK] = {"NFTA_BITWISE_MASK", Kind::nest, data_attributes};
  table[NFTA_BITWISE_XOR] = {"NFTA_BITWISE_XOR", Kind::nest, data_attributes};
  table[NFTA_BITWISE_OP] = {"NFTA_BITWISE_OP", Kind::u32};
  table[NFTA_BITWISE_DATA] = {"NFTA_BITWISE_DATA", Kind::nest, data_attributes};
  return table;
}();

inline constexpr auto cmp_attributes = [] {
  std::array<netlink::Attribute, NFTA_CMP_DATA + 1> table{};
  table[NFTA_CMP_SREG] = {"NFTA_CMP_SREG", Kind::u32};
  table[NFTA_CMP_OP] = {"NFTA_CMP_OP", Kind::u32};
  table[NFTA_CMP_DATA] = {"NFTA_CMP_DATA", Kind::nest, data_attributes};
  return table;
}();

inline constexpr auto masq_attributes = [] {
  std::array<netlink::Attribute, NFTA_MASQ_REG_PROTO_MAX + 1> table{};
  table[NFTA_MASQ_FLAGS] = {"NFTA_MASQ_FLAGS", Kind::u32};
  table[NFTA_MASQ_REG_PROTO_MIN] = {"NFTA_MASQ_REG_PROTO_MIN", Kind::u32};
  table[NFTA_MASQ_REG_PROTO_MAX] = {"NFTA_MASQ_REG_PROTO_MAX", Kind::u32};
  return table;
}();

inline constexpr auto expression_attributes = [] {
  std::array<netlink::Attribute, NFTA_EXPR_DATA + 1> table{};
  table[NFTA_EXPR_NAME] = {"NFTA_EXPR_NAME", Kind::text};
  table[NFTA_EXPR_DATA] = {"NFTA_EXPR_DATA", Kind::unknown};
  return table;
}();

inline constexpr auto table_attributes = [] {
  std::array<netlink::Attribute, NFTA_TABLE_OWNER + 1> table{};
  table[NFTA_TABLE_NAME] = {"NFTA_TABLE_NAME", Kind::text};
  table[NFTA_TABLE_FLAGS] = {"NFTA_TABLE_FLAGS", Kind::u32};
  table[NFTA_TABLE_USE] = {"NFTA_TABLE_USE", Kind::u32};
  table[NFTA_TABLE_HANDLE] = {"NFTA_TABLE_HANDLE", Kind::u64};
  table[NFTA_TABLE_USERDATA] = {"NFTA_TABLE_USERDATA", Kind::unknown};
  table[NFTA_TABLE_OWNER] = {"NFTA_TABLE_OWNER", Kind::u32};
  return table;
}();

inline constexpr auto device_attributes = [] {
  std::array<netlink::Attribute, NFTA_DEVICE_NAME + 1> table{};
  table[NFTA_DEVICE_NAME] = {"NFTA_DEVICE_NAME", Kind::text};
  return table;
}();

inline constexpr auto hook_attributes = [] {
  std::array<netlink::Attribute, NFTA_HOOK_DEVS + 1> table{};
  table[NFTA_HOOK_HOOKNUM] = {"NFTA_HOOK_HOOKNUM", Kind::u32};
  table[NFTA_HOOK_PRIORITY] = {"NFTA_HOOK_PRIORITY", Kind::u32};
  table[NFTA_HOOK_DEV] = {"NFTA_HOOK_DEV", Kind::text};
  table[NFTA_HOOK_DEVS] = {"NFTA_HOOK_DEVS", Kind::nest, device_attributes};
  return table;
}();

inline constexpr auto counter_attributes = [] {
  std::array<netlink::Attribute, NFTA_COUNTER_PACKETS + 1> table{};
  table[NFTA_COUNTER_BYTES] = {"NFTA_COUNTER_BYTES", Kind::u64};
  table[NFTA_COUNTER_PACKETS] = {"NFTA_COUNTER_PACKETS", Kind::u64};
  return table;
}();

inline constexpr auto chain_attributes = [] {
  std::array<netlink::Attribute, NFTA_CHAIN_USERDATA + 1> table{};
  table[NFTA_CHAIN_TABLE] = {"NFTA_CHAIN_TABLE", Kind::text};
  table[NFTA_CHAIN_HANDLE] = {"NFTA_CHAIN_HANDLE", Kind::u64};
  table[NFTA_CHAIN_NAME] = {"NFTA_CHAIN_NAME", Kind::text};
  table[NFTA_CHAIN_HOOK] = {"NFTA_CHAIN_HOOK", Kind::nest, hook_attributes};
  table[NFTA_CHAIN_POLICY] = {"NFTA_CHAIN_POLICY", Kind::u32};
  table[NFTA_CHAIN_USE] = {"NFTA_CHAIN_USE", Kind::u32};
  table[NFTA_CHAIN_TYPE] = {"NFTA_CHAIN_TYPE", Kind::text};
  table[NFTA_CHAIN_COUNTERS] = {"NFTA_CHAIN_COUNTERS", Kind::nest, counter_attributes};
  table[NFTA_CHAIN_FLAGS] = {"NFTA_CHAIN_FLAGS", Kind::u32};
  table[NFTA_CHAIN_ID] = {"NFTA_CHAIN_ID", Kind::u32};
  table[NFTA_CHAIN_USERDATA] = {"NFTA_CHAIN_USERDATA", Kind::unknown};
  return table;
}();

inline constexpr auto compat_attributes = [] {
  std::array<netlink::Attribute, NFTA_RULE_COMPAT_FLAGS + 1> table{};
  table[NFTA_RULE_COMPAT_PROTO] = {"NFTA_RULE_COMPAT_PROTO", Kind::u32};
  table[NFTA_RULE_COMPAT_FLAGS] = {"NFTA_RULE_COMPAT_FLAGS", Kind::u32};
  return table;
}();

inline constexpr auto rule_attributes = [] {
  std::array<netlink::Attribute, NFTA_RULE_POSITION_ID + 1> table{};
  table[NFTA_RULE_TABLE] = {"NFTA_RULE_TABLE", Kind::text};
  table[NFTA_RULE_CHAIN] = {"NFTA_RULE_CHAIN", Kind::text};
  table[NFTA_RULE_HANDLE] = {"NFTA_RULE_HANDLE", Kind::u64};
  table[NFTA_RULE_EXPRESSIONS] = {"NFTA_RULE_EXPRESSIONS", Kind::nest, {}};
  table[NFTA_RULE_COMPAT] = {"NFTA_RULE_COMPAT", Kind::nest, compat_attributes};
  table[NFTA_RULE_POSITION] = {"NFTA_RULE_POSITION", Kind::u64};
  table[NFTA_RULE_USERDATA] = {"NFTA_RULE_USERDATA", Kind::unknown};
  table[NFTA_RULE_ID] = {"NFTA_RULE_ID", Kind::u32};
  table[NFTA_RULE_POSITION_ID] = {"NFTA_RULE_POSITION_ID", Kind::u32};
  return table;
}();

inline constexpr auto field_attributes = [] {
  std::array<netlink::Attribute, NFTA_SET_FIELD_LEN + 1> table{};
  table[NFTA_SET_FIELD_LEN] = {"NFTA_SET_FIELD_LEN", Kind::u32};
  return table;
}();

inline constexpr auto field_list_attributes = [] {
  std::array<netlink::Attribute, NFTA_LIST_ELEM + 1> table{};
  table[NFTA_LIST_ELEM] = {"NFTA_LIST_ELEM", Kind::nest, field_attributes};
  return table;
}();

inline constexpr auto desc_attributes = [] {
  std::array<netlink::Attribute, NFTA_SET_DESC_CONCAT + 1> table{};
  table[NFTA_SET_DESC_SIZE] = {"NFTA_SET_DESC_SIZE", Kind::u32};
  table[NFTA_SET_DESC_CONCAT] = {"NFTA_SET_DESC_CONCAT", Kind::nest, field_list_attributes};
  return table;
}();

inline constexpr auto set_attributes = [] {
  std::array<netlink::Attribute, NFTA_SET_EXPRESSIONS + 1> table{};
  table[NFTA_SET_TABLE] = {"NFTA_SET_TABLE", Kind::text};
  table[NFTA_SET_NAME] = {"NFTA_SET_NAME", Kind::text};
  table[NFTA_SET_FLAGS] = {"NFTA_SET_FLAGS", Kind::u32};
  table[NFTA_SET_KEY_TYPE] = {"NFTA_SET_KEY_TYPE", Kind::u32};
  table[NFTA_SET_KEY_LEN] = {"NFTA_SET_KEY_LEN", Kind::u32};
  table[NFTA_SET_DATA_TYPE] = {"NFTA_SET_DATA_TYPE", Kind::u32};
  table[NFTA_SET_DATA_LEN] = {"NFTA_SET_DATA_LEN", Kind::u32};
  table[NFTA_SET_POLICY] = {"NFTA_SET_POLICY", Kind::u32};
  table[NFTA_SET_DESC] = {"NFTA_SET_DESC", Kind::nest, desc_attributes};
  table[NFTA_SET_ID] = {"NFTA_SET_ID", Kind::u32};
  table[NFTA_SET_TIMEOUT] = {"NFTA_SET_TIMEOUT", Kind::u64};
  table[NFTA_SET_GC_INTERVAL] = {"NFTA_SET_GC_INTERVAL", Kind::u32};
  table[NFTA_SET_USERDATA] = {"NFTA_SET_USERDATA", Kind::unknown};
  table[NFTA_SET_OBJ_TYPE] = {"NFTA_SET_OBJ_TYPE", Kind::u32};
  table[NFTA_SET_HANDLE] = {"NFTA_SET_HANDLE", Kind::u64};
  table[NFTA_SET_EXPR] = {"NFTA_SET_EXPR", Kind::unknown};
  table[NFTA_SET_EXPRESSIONS] = {"NFTA_SET_EXPRESSIONS", Kind::unknown};
  return table;
}();

inline constexpr auto element_attributes = [] {
  std::array<netlink::Attribute, NFTA_SET_ELEM_EXPRESSIONS + 1> table{};
  table[NFTA_SET_ELEM_KEY] = {"NFTA_SET_ELEM_KEY", Kind::nest, data_attributes};
  table[NFTA_SET_ELEM_DATA] = {"NFTA_SET_ELEM_DATA", Kind::nest, data_attributes};
  table[NFTA_SET_ELEM_FLAGS] = {"NFTA_SET_ELEM_FLAGS", Kind::u32};
  table[NFTA_SET_ELEM_TIMEOUT] = {"NFTA_SET_ELEM_TIMEOUT", Kind::u64};
  table[NFTA_SET_ELEM_EXPIRATION] = {"NFTA_SET_ELEM_EXPIRATION", Kind::u64};
  table[NFTA_SET_ELEM_USERDATA] = {"NFTA_SET_ELEM_USERDATA", Kind::unknown};
  table[NFTA_SET_ELEM_EXPR] = {"NFTA_SET_ELEM_EXPR", Kind::unknown};
  table[NFTA_SET_ELEM_OBJREF] = {"NFTA_SET_ELEM_OBJREF", Kind::text};
  table[NFTA_SET_ELEM_KEY_END] = {"NFTA_SET_ELEM_KEY_END", Kind::nest, data_attributes};
  table[NFTA_SET_ELEM_EXPRESSIONS] = {"NFTA_SET_ELEM_EXPRESSIONS", Kind::unknown};
  return table;
}();

inline constexpr auto elements_attributes = [] {
  std::array<netlink::Attribute, NFTA_LIST_ELEM + 1> table{};
  table[NFTA_LIST_ELEM] = {"NFTA_LIST_ELEM", Kind::nest, element_attributes};
  return table;
}();

inline constexpr auto element_list_attributes = [] {
  std::array<netlink::Attribute, NFTA_SET_ELEM_LIST_SET_ID + 1> table{};
  table[NFTA_SET_ELEM_LIST_TABLE] = {"NFTA_SET_ELEM_LIST_TABLE", Kind::text};
  table[NFTA_SET_ELEM_LIST_SET] = {"NFTA_SET_ELEM_LIST_SET", Kind::text};
  table[NFTA_SET_ELEM_LIST_ELEMENTS] = {"NFTA_SET_ELEM_LIST_ELEMENTS", Kind::nest,
                                        elements_attributes};
  table[NFTA_SET_ELEM_LIST_SET_ID] = {"NFTA_SET_ELEM_LIST_SET_ID", Kind::u32};
  return table;
}();

/// An expression that our own rules have.
struct OurExpression {
  std::string_view name;
  netlink::AttributeTable data;  ///< what stands in its NFTA_EXPR_DATA
};

inline constexpr std::array our_expressions{
    OurExpression{"meta", meta_attributes},     OurExpression{"payload", payload_attributes},
    OurExpression{"lookup", lookup_attributes}, OurExpression{"bitwise", bitwise_attributes},
    OurExpression{"cmp", cmp_attributes},       OurExpression{"masq", masq_attributes},
};

}  // namespace ipvsctl::nft
