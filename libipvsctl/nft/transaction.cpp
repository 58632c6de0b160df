// SPDX-License-Identifier: GPL-2.0-or-later
#include "libipvsctl/nft/transaction.hpp"

#include <linux/netfilter/nfnetlink.h>
#include <linux/netlink.h>

#include <array>

#include "libipvsctl/nft/element.hpp"
#include "libipvsctl/nft/form.hpp"

namespace ipvsctl::nft {
namespace {

/// Longer than any message of ours: libnftnl writes without asking how much room there is.
constexpr std::size_t longest_message = 8192;

/// Appends messages to a transaction.
class Writer {
public:
  explicit Writer(Transaction& into) : into_(into) {}

  void begin() { frame(nftnl_batch_begin); }
  void end() { frame(nftnl_batch_end); }

  /// The messages that follow belong to this one.
  void for_step(std::size_t step) { step_ = step; }

  /// Appends a message that `fill` puts the payload in.
  template <class Fill>
  void message(nf_tables_msg_types type, unsigned flags, Fill fill)
  {
    nlmsghdr* const header =
        nftnl_nlmsg_build_hdr(buffer_.data(), static_cast<std::uint16_t>(type), table_family,
                              static_cast<std::uint16_t>(flags), 0);
    fill(header);
    append(*header, step_);
  }

private:
  void frame(nlmsghdr* (*make)(char*, std::uint32_t))
  {
    append(*make(buffer_.data(), 0), Transaction::no_step);
  }

  void append(const nlmsghdr& header, std::size_t step)
  {
    const auto bytes = std::as_bytes(std::span(buffer_)).first(header.nlmsg_len);
    into_.messages.insert(into_.messages.end(), bytes.begin(), bytes.end());
    into_.messages.resize(NLMSG_ALIGN(into_.messages.size()));
    into_.steps_of.push_back(step);
  }

  Transaction& into_;
  std::size_t step_ = Transaction::no_step;
  alignas(nlmsghdr) std::array<char, longest_message> buffer_{};
};

void write_table(Writer& writer, nf_tables_msg_types type)
{
  const Table table = make_table();
  const unsigned flags = type == NFT_MSG_NEWTABLE ? NLM_F_CREATE : 0;
  writer.message(type, flags,
                 [&](nlmsghdr* header) { nftnl_table_nlmsg_build_payload(header, table.get()); });
}

void write_new_chain(Writer& writer, const ChainForm& form)
{
  const Chain chain = make_chain(form);
  writer.message(NFT_MSG_NEWCHAIN, NLM_F_CREATE,
                 [&](nlmsghdr* header) { nftnl_chain_nlmsg_build_payload(header, chain.get()); });
}

void write_removed_chain(Writer& writer, const ChainForm& form)
{
  const Chain chain(allocated(nftnl_chain_alloc()));
  nftnl_chain_set_str(chain.get(), NFTNL_CHAIN_TABLE, table_name);
  nftnl_chain_set_str(chain.get(), NFTNL_CHAIN_NAME, form.name.data());
  writer.message(NFT_MSG_DELCHAIN, 0,
                 [&](nlmsghdr* header) { nftnl_chain_nlmsg_build_payload(header, chain.get()); });
}

void write_map(Writer& writer, const MapForm& form, std::uint32_t id)
{
  const Map map = make_map(form);
  nftnl_set_set_u32(map.get(), NFTNL_SET_ID, id);
  writer.message(NFT_MSG_NEWSET, NLM_F_CREATE,
                 [&](nlmsghdr* header) { nftnl_set_nlmsg_build_payload(header, map.get()); });
}

void write_new_rule(Writer& writer, const Rule& rule)
{
  writer.message(NFT_MSG_NEWRULE, NLM_F_CREATE | NLM_F_APPEND,
                 [&](nlmsghdr* header) { nftnl_rule_nlmsg_build_payload(header, rule.get()); });
}

void write_removed_rule(Writer& writer, std::uint64_t handle)
{
  const Rule rule = make_rule(postrouting);
  nftnl_rule_set_u64(rule.get(), NFTNL_RULE_HANDLE, handle);
  writer.message(NFT_MSG_DELRULE, 0,
                 [&](nlmsghdr* header) { nftnl_rule_nlmsg_build_payload(header, rule.get()); });
}

void write_element(Writer& writer, nf_tables_msg_types type, const MapForm& form, Element element)
{
  const Map map(allocated(nftnl_set_alloc()));
  nftnl_set_set_str(map.get(), NFTNL_SET_TABLE, table_name);
  nftnl_set_set_str(map.get(), NFTNL_SET_NAME, form.name.data());
  nftnl_set_elem_add(map.get(), element.release());
  const unsigned flags = type == NFT_MSG_NEWSETELEM ? NLM_F_CREATE : 0;
  writer.message(type, flags,
                 [&](nlmsghdr* header) { nftnl_set_elems_nlmsg_build_payload(header, map.get()); });
}

void write_whole_table(Writer& writer)
{
  // Creating first makes the removal succeed where there is no such table.
  write_table(writer, NFT_MSG_NEWTABLE);
  write_table(writer, NFT_MSG_DELTABLE);
  write_table(writer, NFT_MSG_NEWTABLE);
  std::uint32_t id = 0;
  for (const MapForm& map : maps)
    write_map(writer, map, ++id);
  for (const ChainForm& chain : {prerouting, output}) {
    write_new_chain(writer, chain);
    for (const MapForm& map : maps)
      write_new_rule(writer, make_mark_rule(chain, map));
  }
}

/// Writes what each step needs, and follows what becomes of postrouting meanwhile.
class StepWriter {
public:
  StepWriter(Writer& writer, Postrouting before) : writer_(writer), postrouting_(std::move(before))
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
    if (!postrouting_.exists) write_new_chain(writer_, postrouting);
    postrouting_.exists = true;
    ++added_;
    write_new_rule(writer_, make_masquerade_rule(step.masquerade));
  }
  void operator()(const auto&) {}

  /// Removes postrouting where its last rule has gone.
  void finish()
  {
    if (postrouting_.exists && postrouting_.rules.empty() && added_ == 0)
      write_removed_chain(writer_, postrouting);
  }

private:
  Writer& writer_;
  Postrouting postrouting_;
  std::size_t added_ = 0;
};

}  // namespace

Transaction make_transaction(std::span<const Step> steps, std::span<const std::size_t> which,
                             Postrouting before)
{
  Transaction transaction;
  Writer writer(transaction);
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
