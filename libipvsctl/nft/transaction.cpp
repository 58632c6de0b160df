// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/nft/transaction.hpp"

#include "libipvsctl/nft/batch_writer.hpp"
#include "libipvsctl/nft/element.hpp"
#include "libipvsctl/nft/form.hpp"

namespace ipvsctl::nft {
namespace {

void write_table(BatchWriter& writer, nf_tables_msg_types type)
{
  writer.table(type, make_table());
}

void write_removed_chain(BatchWriter& writer, const ChainForm& form)
{
  const Chain chain(allocated(nftnl_chain_alloc()));
  nftnl_chain_set_str(chain.get(), NFTNL_CHAIN_TABLE, table_name);
  nftnl_chain_set_str(chain.get(), NFTNL_CHAIN_NAME, form.name.data());
  writer.message(NFT_MSG_DELCHAIN, 0,
                 [&](nlmsghdr* header) { nftnl_chain_nlmsg_build_payload(header, chain.get()); });
}

void write_map(BatchWriter& writer, const MapForm& form, std::uint32_t id)
{
  const Map map = make_map(form);
  nftnl_set_set_u32(map.get(), NFTNL_SET_ID, id);
  writer.message(NFT_MSG_NEWSET, NLM_F_CREATE,
                 [&](nlmsghdr* header) { nftnl_set_nlmsg_build_payload(header, map.get()); });
}

void write_removed_rule(BatchWriter& writer, std::uint64_t handle)
{
  const Rule rule = make_rule(postrouting);
  nftnl_rule_set_u64(rule.get(), NFTNL_RULE_HANDLE, handle);
  writer.message(NFT_MSG_DELRULE, 0,
                 [&](nlmsghdr* header) { nftnl_rule_nlmsg_build_payload(header, rule.get()); });
}

void write_element(BatchWriter& writer, nf_tables_msg_types type, const MapForm& form,
                   Element element)
{
  const Map map(allocated(nftnl_set_alloc()));
  nftnl_set_set_str(map.get(), NFTNL_SET_TABLE, table_name);
  nftnl_set_set_str(map.get(), NFTNL_SET_NAME, form.name.data());
  nftnl_set_elem_add(map.get(), element.release());
  const unsigned flags = type == NFT_MSG_NEWSETELEM ? NLM_F_CREATE : 0;
  writer.message(type, flags,
                 [&](nlmsghdr* header) { nftnl_set_elems_nlmsg_build_payload(header, map.get()); });
}

void write_whole_table(BatchWriter& writer)
{
  // Creating first makes the removal succeed where there is no such table.
  write_table(writer, NFT_MSG_NEWTABLE);
  write_table(writer, NFT_MSG_DELTABLE);
  write_table(writer, NFT_MSG_NEWTABLE);
  std::uint32_t id = 0;
  for (const MapForm& map : maps)
    write_map(writer, map, ++id);
  for (const ChainForm& chain : {prerouting, output}) {
    writer.new_chain(make_chain(chain));
    for (const MapForm& map : maps)
      writer.new_rule(make_mark_rule(chain, map));
  }
}

/// Writes what each step needs, and follows what becomes of postrouting meanwhile.
class StepWriter {
public:
  StepWriter(BatchWriter& writer, Postrouting before)
      : writer_(writer), postrouting_(std::move(before))
  {
  }

  void operator()(const RemovePacketRules&)
  {
    write_table(writer_, NFT_MSG_DELTABLE);
    postrouting_ = {};
  }
  void operator()(const BuildPacketRules&)
  {
    write_whole_table(writer_);
    postrouting_ = {};
  }
  void operator()(const RemoveMark& step)
  {
    write_element(writer_, NFT_MSG_DELSETELEM, map_of(step.match), make_element(step.match));
  }
  void operator()(const SetMark& step)
  {
    write_element(writer_, NFT_MSG_NEWSETELEM, map_of(step.match),
                  make_element(step.match, step.mark));
  }
  void operator()(const RemoveMasquerade& step)
  {
    // The kernel knows no rule 0: where the rule is gone already, it is the one to say so.
    const auto rule = postrouting_.rules.extract(step.masquerade);
    write_removed_rule(writer_, rule.empty() ? 0 : rule.mapped());
  }
  void operator()(const AddMasquerade& step)
  {
    if (!postrouting_.exists) writer_.new_chain(make_chain(postrouting));
    postrouting_.exists = true;
    ++added_;
    writer_.new_rule(make_masquerade_rule(step.masquerade));
  }
  void operator()(const auto&) {}

  /// Removes postrouting where its last rule has gone.
  void finish()
  {
    if (postrouting_.exists && postrouting_.rules.empty() && added_ == 0)
      write_removed_chain(writer_, postrouting);
  }

private:
  BatchWriter& writer_;
  Postrouting postrouting_;
  std::size_t added_ = 0;
};

}  // namespace

Transaction make_transaction(std::span<const Step> steps, std::span<const std::size_t> which,
                             Postrouting before)
{
  Transaction transaction;
  BatchWriter writer(transaction);
  writer.begin();
  StepWriter write(writer, std::move(before));
  for (const std::size_t index : which) {
    writer.for_step(index);
    std::visit(write, steps[index]);
  }
  write.finish();
  writer.end();
  return transaction;
}

}  // namespace ipvsctl::nft
