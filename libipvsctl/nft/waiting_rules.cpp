// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/nft/waiting_rules.hpp"

#include <array>
#include <optional>
#include <span>

#include "libipvsctl/nft/expressions.hpp"
#include "libipvsctl/nft/form.hpp"

namespace ipvsctl::nft {
namespace {

template <class T>
void expect_value(const Rule& rule, const T& value)
{
  add(rule, expect(NFT_REG_1, std::as_bytes(std::span(&value, 1))));
}

void add_destination(const Rule& rule, const IpAddress& address)
{
  add(rule, load_destination(address.family, NFT_REG_1));
  add(rule, expect(NFT_REG_1, std::span(address.bytes).first(address_bits(address.family) / 8)));
}

void add_port(const Rule& rule, std::uint16_t port)
{
  if (port == 0) return;  // such a service has every port
  add(rule, load_payload(NFT_PAYLOAD_TRANSPORT_HEADER, 2, 2, NFT_REG_1));
  const std::array bytes{static_cast<std::uint8_t>(port >> 8),
                         static_cast<std::uint8_t>(port & 0xff)};
  expect_value(rule, bytes);
}

/// By which byte of its header a protocol's first packet is known.
struct Beginning {
  std::uint32_t offset;
  std::byte mask;
  std::byte value;
};

std::optional<Beginning> beginning_of(Protocol protocol)
{
  if (protocol == Protocol::tcp)  // of FIN, SYN, RST and ACK the SYN alone
    return Beginning{13, std::byte{0x17}, std::byte{0x02}};
  if (protocol == Protocol::sctp)  // the first chunk is an INIT
    return Beginning{12, std::byte{0xff}, std::byte{1}};
  return {};
}

void add_beginning(const Rule& rule, Protocol protocol)
{
  add(rule, load_meta(NFT_META_L4PROTO, NFT_REG_1));
  expect_value(rule, static_cast<std::uint8_t>(protocol));
  const auto beginning = beginning_of(protocol);
  if (!beginning) return;
  add(rule, load_payload(NFT_PAYLOAD_TRANSPORT_HEADER, beginning->offset, 1, NFT_REG_1));
  add(rule, mask(NFT_REG_1, {&beginning->mask, 1}));
  expect_value(rule, beginning->value);
}

void add_service(const Rule& rule, const VirtualAddress& service)
{
  add_destination(rule, service.address);
  add_port(rule, service.port);
}

void add_service(const Rule& rule, const FirewallMark& service)
{
  add(rule, load_meta(NFT_META_MARK, NFT_REG_1));
  expect_value(rule, service.mark);
}

std::vector<Protocol> protocols_of(const ServiceKey& service)
{
  if (const auto* const at = std::get_if<VirtualAddress>(&service)) return {at->protocol};
  return {Protocol::tcp, Protocol::udp, Protocol::sctp};
}

}  // namespace

Table make_waiting_table()
{
  Table table(allocated(nftnl_table_alloc()));
  nftnl_table_set_u32(table.get(), NFTNL_TABLE_FAMILY, table_family);
  nftnl_table_set_str(table.get(), NFTNL_TABLE_NAME, waiting_table);
  nftnl_table_set_u32(table.get(), NFTNL_TABLE_FLAGS, NFT_TABLE_F_OWNER);
  return table;
}

std::vector<Rule> make_waiting_rules(const ChainForm& chain, const ServiceKey& service,
                                     std::uint16_t queue)
{
  std::vector<Rule> rules;
  for (const Protocol protocol : protocols_of(service)) {
    const Rule& rule = rules.emplace_back(make_rule(chain));
    add_family(rule, family_of(service));
    add_beginning(rule, protocol);
    std::visit([&](const auto& key) { add_service(rule, key); }, service);
    add(rule, nft::queue(queue));
  }
  return rules;
}

}  // namespace ipvsctl::nft
