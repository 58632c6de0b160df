// SPDX-License-Identifier: GPL-2.0-or-later
#include <chrono>
#include <optional>
#include <thread>

#include "libipvsctl/nft/client.hpp"
#include "libipvsctl/nft/element.hpp"
#include "libipvsctl/nft/form.hpp"
#include "libipvsctl/nft/masquerade_rule.hpp"
#include "libipvsctl/nft/query.hpp"

namespace ipvsctl::nft {
namespace {

using netlink::Conversation;

/// How often others may change our table as we read, before we give up: whoever does so in a burst
/// is done within the pauses between, half a second in all.
constexpr int attempts = 10;

bool chain_stands(Conversation& conversation, const ChainForm& form)
{
  const auto chain = ask_chain(conversation, form);
  return chain && is_as_made(*chain, form) && are_mark_rules(ask_rules(conversation, form), form);
}

/// Adds the elements of one message to `marks`. Returns false where one of them is not ours.
bool read_marks(const Map& from, const MapForm& form, MarkTable& marks)
{
  const ElementIterator iterator(allocated(nftnl_set_elems_iter_create(from.get())));
  while (const nftnl_set_elem* next = nftnl_set_elems_iter_next(iterator.get())) {
    const auto mark = read_element(*next, form);
    if (!mark) return false;
    marks.insert(*mark);
  }
  return true;
}

bool read_map_into(Conversation& conversation, const MapForm& form, MarkTable& marks)
{
  const auto map = ask_map(conversation, form);
  if (!map || !is_as_made(*map, form)) return false;
  for (const Map& part : ask_elements(conversation, form))
    if (!read_marks(part, form, marks)) return false;
  return true;
}

/// The masquerades of `chain`; none where it is not as we make it: it stands for rules of ours
/// only.
std::optional<MasqueradeHandles> read_postrouting(Conversation& conversation,
                                                  const std::optional<Chain>& chain)
{
  if (!chain) return MasqueradeHandles{};
  if (!is_as_made(*chain, postrouting)) return {};
  auto masquerades = read_masquerades(ask_rules(conversation, postrouting));
  if (masquerades && masquerades->empty()) return {};
  return masquerades;
}

/// What stands in `table`; none where it is not as we build it.
std::optional<PacketRules> read_whole(Conversation& conversation, const Table& table)
{
  if (!is_as_made(table)) return {};
  const auto nat = ask_chain(conversation, postrouting);
  // Whatever else stands in the table would show here.
  if (nftnl_table_get_u32(table.get(), NFTNL_TABLE_USE) != objects_in_table(nat.has_value()))
    return {};
  PacketRules rules;
  rules.built = true;
  for (const ChainForm& form : {prerouting, output})
    if (!chain_stands(conversation, form)) return {};
  for (const MapForm& form : maps)
    if (!read_map_into(conversation, form, rules.marks)) return {};
  const auto masquerades = read_postrouting(conversation, nat);
  if (!masquerades) return {};
  for (const auto& [masquerade, handle] : *masquerades)
    rules.masquerades.insert(masquerade);
  return rules;
}

PacketRules read_once(Conversation& conversation)
{
  PacketRules altered;
  altered.altered = true;
  try {
    const auto table = ask_table(conversation);
    return table ? read_whole(conversation, *table).value_or(altered) : PacketRules{};
  } catch (const netlink::Malformed&) {
    return altered;  // what libnftnl cannot read was not put there by us
  }
}

}  // namespace

PacketRules read_packet_rules(Conversation& conversation)
{
  std::optional<PacketRules> last;
  for (int i = 0; i < attempts; ++i) {
    std::this_thread::sleep_for(i * std::chrono::milliseconds(10));
    const auto before = ask_generation(conversation);
    try {
      PacketRules rules = read_once(conversation);
      // Whoever changes tables of his own makes generations too, maybe without a pause. Ours has
      // not been changed, nor its elements listed wrongly, where it reads the same again.
      if (ask_generation(conversation) == before || rules == last) return rules;
      last = std::move(rules);
    } catch (const std::system_error& error) {
      // The list was changed under us, or what had just been there has gone.
      if (error.code() != std::errc::interrupted &&
          error.code() != std::errc::no_such_file_or_directory)
        throw;
    }
  }
  throw std::system_error(EINTR, std::system_category(),
                          "cannot read nftables table inet lvsd: others keep changing it");
}

}  // namespace ipvsctl::nft
