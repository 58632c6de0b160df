// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/nft/waiting_room.hpp"

#include "libipvsctl/netlink/open_transport.hpp"
#include "libipvsctl/nft/batch_writer.hpp"
#include "libipvsctl/nft/dialect.hpp"
#include "libipvsctl/nft/form.hpp"
#include "libipvsctl/nft/waiting_rules.hpp"

namespace ipvsctl::nft {
namespace {

constexpr std::array chains{waiting_input, waiting_output};

template <class Write>
Transaction transaction_of(Write write)
{
  Transaction transaction;
  BatchWriter writer(transaction);
  writer.begin();
  write(writer);
  writer.end();
  return transaction;
}

/// Removes all rules of a chain.
void empty(BatchWriter& writer, const ChainForm& chain)
{
  const Rule any = make_rule(chain);
  writer.message(NFT_MSG_DELRULE, 0,
                 [&](nlmsghdr* header) { nftnl_rule_nlmsg_build_payload(header, any.get()); });
}

}  // namespace

WaitingRoom::WaitingRoom() : table_(netlink::open_transport(NETLINK_NETFILTER, spoken))
{
  auto transaction = transaction_of([](BatchWriter& writer) {
    writer.table(NFT_MSG_NEWTABLE, make_waiting_table());
    for (const ChainForm& chain : chains)
      writer.new_chain(make_chain(chain));
  });
  change(transaction, "cannot make the nftables table by which clients wait");
}

void WaitingRoom::hold(const ServiceKey& service)
{
  auto transaction = transaction_of([&](BatchWriter& writer) {
    for (const ChainForm& chain : chains)
      for (const Rule& rule : make_waiting_rules(chain, service, queue_.number()))
        writer.new_rule(rule);
  });
  change(transaction, "cannot have clients wait");
}

void WaitingRoom::release()
{
  auto transaction = transaction_of([](BatchWriter& writer) {
    for (const ChainForm& chain : chains)
      empty(writer, chain);
  });
  change(transaction, "cannot end that clients wait");
  queue_.let_go();
}

void WaitingRoom::change(Transaction& transaction, const char* tried)
{
  for (const netlink::Answer& answer : table_.exchange(transaction.messages))
    netlink::expect_success(answer, tried);
}

}  // namespace ipvsctl::nft
