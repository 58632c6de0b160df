// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <linux/netfilter/nf_tables.h>
#include <linux/netlink.h>

#include <array>
#include <cstddef>
#include <limits>
#include <vector>

#include "libipvsctl/nft/names.hpp"
#include "libipvsctl/nft/objects.hpp"

namespace ipvsctl::nft {

/// The messages of one batch, which the kernel carries out altogether or not at all.
struct Transaction {
  /// The step of messages that belong to none: the begin and the end of the batch.
  static constexpr std::size_t no_step = std::numeric_limits<std::size_t>::max();

  std::vector<std::byte> messages;    ///< one behind the other, not numbered
  std::vector<std::size_t> steps_of;  ///< for each message the step that it belongs to
};

/// Appends messages to a transaction, between begin() and end().
class BatchWriter {
public:
  /// `into` must outlive the writer.
  explicit BatchWriter(Transaction& into) : into_(into) {}

  void begin();
  void end();

  /// The messages that follow belong to this one.
  void for_step(std::size_t step) { step_ = step; }

  /// `type` is NFT_MSG_NEWTABLE, which makes it where it is not there, or NFT_MSG_DELTABLE.
  void table(nf_tables_msg_types type, const Table& table);
  void new_chain(const Chain& chain);
  /// Behind the other rules of its chain.
  void new_rule(const Rule& rule);

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
  /// Longer than any message of ours: libnftnl writes without asking how much room there is.
  static constexpr std::size_t longest_message = 8192;

  void append(const nlmsghdr& header, std::size_t step);

  Transaction& into_;
  std::size_t step_ = Transaction::no_step;
  alignas(nlmsghdr) std::array<char, longest_message> buffer_{};
};

}  // namespace ipvsctl::nft
