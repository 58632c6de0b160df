// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/nft/dialect.hpp"

#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_queue.h>

#include <array>

namespace ipvsctl::nft {
namespace {

constexpr std::array message_names{"NFT_MSG_NEWTABLE",   "NFT_MSG_GETTABLE",   "NFT_MSG_DELTABLE",
                                   "NFT_MSG_NEWCHAIN",   "NFT_MSG_GETCHAIN",   "NFT_MSG_DELCHAIN",
                                   "NFT_MSG_NEWRULE",    "NFT_MSG_GETRULE",    "NFT_MSG_DELRULE",
                                   "NFT_MSG_NEWSET",     "NFT_MSG_GETSET",     "NFT_MSG_DELSET",
                                   "NFT_MSG_NEWSETELEM", "NFT_MSG_GETSETELEM", "NFT_MSG_DELSETELEM",
                                   "NFT_MSG_NEWGEN",     "NFT_MSG_GETGEN"};
constexpr std::array queue_names{"NFQNL_MSG_PACKET", "NFQNL_MSG_VERDICT", "NFQNL_MSG_CONFIG",
                                 "NFQNL_MSG_VERDICT_BATCH"};
static_assert(queue_names.size() == NFQNL_MSG_MAX);
static_assert(message_names.size() == NFT_MSG_GETGEN + 1);

std::string name_of(std::uint16_t type)
{
  if (type == NFNL_MSG_BATCH_BEGIN) return "NFNL_MSG_BATCH_BEGIN";
  if (type == NFNL_MSG_BATCH_END) return "NFNL_MSG_BATCH_END";
  const std::size_t number = NFNL_MSG_TYPE(type);
  if (NFNL_SUBSYS_ID(type) == NFNL_SUBSYS_QUEUE)
    return number < queue_names.size() ? queue_names[number] : std::string();
  return number < message_names.size() ? message_names[number] : std::string();
}

}  // namespace

netlink::Spoken spoken(const netlink::Message& message)
{
  return {name_of(message.header.nlmsg_type), sizeof(nfgenmsg), {}};
}

}  // namespace ipvsctl::nft
