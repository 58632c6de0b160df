// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/nft/query.hpp"

#include <linux/netfilter/nfnetlink.h>

#include <string>

#include "libipvsctl/netlink/list.hpp"
#include "libipvsctl/nft/reading.hpp"

namespace ipvsctl::nft {
namespace {

using netlink::Message;
using netlink::Request;

Request request_for(nf_tables_msg_types type)
{
  Request request;
  const nfgenmsg family{static_cast<std::uint8_t>(table_family), NFNETLINK_V0, 0};
  request.begin(static_cast<std::uint16_t>(NFNL_SUBSYS_NFTABLES << 8 | type), 0);
  request.put_header(std::as_bytes(std::span(&family, 1)));
  return request;
}

std::string words(const char* tried, std::string_view name)
{
  return std::string("cannot ") + tried + " " + std::string(name) + " of nftables table inet " +
         table_name;
}

/// Asks for one object; none where the kernel says that there is no such thing.
template <class Read>
auto ask_one(netlink::Conversation& conversation, const Request& request, const std::string& tried,
             Read read)
{
  std::optional<decltype(read(std::declval<Message>()))> found;
  try {
    conversation.query(request, tried, [&](const Message& message) { found = read(message); });
  } catch (const netlink::Refused& refused) {
    if (refused.code() != std::errc::no_such_file_or_directory) throw;
  }
  return found;
}

}  // namespace

std::uint32_t ask_generation(netlink::Conversation& conversation)
{
  const auto generation = ask_one(conversation, request_for(NFT_MSG_GETGEN),
                                  "cannot ask nftables for its generation", read_generation);
  return generation.value_or(0);
}

std::optional<Table> ask_table(netlink::Conversation& conversation)
{
  Request request = request_for(NFT_MSG_GETTABLE);
  request.put_text(NFTA_TABLE_NAME, table_name);
  return ask_one(conversation, request,
                 std::string("cannot read nftables table inet ") + table_name, read_table);
}

std::optional<Chain> ask_chain(netlink::Conversation& conversation, const ChainForm& form)
{
  Request request = request_for(NFT_MSG_GETCHAIN);
  request.put_text(NFTA_CHAIN_TABLE, table_name);
  request.put_text(NFTA_CHAIN_NAME, form.name);
  return ask_one(conversation, request, words("read chain", form.name), read_chain);
}

std::optional<Map> ask_map(netlink::Conversation& conversation, const MapForm& form)
{
  Request request = request_for(NFT_MSG_GETSET);
  request.put_text(NFTA_SET_TABLE, table_name);
  request.put_text(NFTA_SET_NAME, form.name);
  return ask_one(conversation, request, words("read map", form.name), read_map);
}

std::vector<Rule> ask_rules(netlink::Conversation& conversation, const ChainForm& chain)
{
  Request request = request_for(NFT_MSG_GETRULE);
  request.put_text(NFTA_RULE_TABLE, table_name);
  request.put_text(NFTA_RULE_CHAIN, chain.name);
  return netlink::list(conversation, request, words("list the rules of chain", chain.name),
                       read_rule);
}

std::vector<Map> ask_elements(netlink::Conversation& conversation, const MapForm& form)
{
  Request request = request_for(NFT_MSG_GETSETELEM);
  request.put_text(NFTA_SET_ELEM_LIST_TABLE, table_name);
  request.put_text(NFTA_SET_ELEM_LIST_SET, form.name);
  std::vector<Map> found;
  conversation.dump(request, words("list the elements of map", form.name),
                    [&](const Message& message) { found.push_back(read_elements(message)); });
  return found;
}

}  // namespace ipvsctl::nft
