// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/nft/batch_writer.hpp"

#include <span>

namespace ipvsctl::nft {

void BatchWriter::begin()
{
  append(*nftnl_batch_begin(buffer_.data(), 0), Transaction::no_step);
}

void BatchWriter::end()
{
  append(*nftnl_batch_end(buffer_.data(), 0), Transaction::no_step);
}

void BatchWriter::table(nf_tables_msg_types type, const Table& table)
{
  message(type, type == NFT_MSG_NEWTABLE ? NLM_F_CREATE : 0,
          [&](nlmsghdr* header) { nftnl_table_nlmsg_build_payload(header, table.get()); });
}

void BatchWriter::new_chain(const Chain& chain)
{
  message(NFT_MSG_NEWCHAIN, NLM_F_CREATE,
          [&](nlmsghdr* header) { nftnl_chain_nlmsg_build_payload(header, chain.get()); });
}

void BatchWriter::new_rule(const Rule& rule)
{
  message(NFT_MSG_NEWRULE, NLM_F_CREATE | NLM_F_APPEND,
          [&](nlmsghdr* header) { nftnl_rule_nlmsg_build_payload(header, rule.get()); });
}

void BatchWriter::append(const nlmsghdr& header, std::size_t step)
{
  const auto bytes = std::as_bytes(std::span(buffer_)).first(header.nlmsg_len);
  into_.messages.insert(into_.messages.end(), bytes.begin(), bytes.end());
  into_.messages.resize(NLMSG_ALIGN(into_.messages.size()));
  into_.steps_of.push_back(step);
}

}  // namespace ipvsctl::nft
