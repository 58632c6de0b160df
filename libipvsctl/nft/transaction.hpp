// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "libipvsctl/nft/masquerade_rule.hpp"
#include "libipvsctl/plan/step.hpp"

namespace ipvsctl::nft {

/// The chain postrouting as the kernel has it.
struct Postrouting {
  bool exists = false;
  MasqueradeHandles rules;
};

/// The messages of one batch, which the kernel carries out altogether or not at all.
struct Transaction {
  /// The step of messages that belong to none: the begin and the end of the batch.
  static constexpr std::size_t no_step = std::numeric_limits<std::size_t>::max();

  std::vector<std::byte> messages;    ///< one behind the other, not numbered
  std::vector<std::size_t> steps_of;  ///< for each message the step that it belongs to
};

/// Makes the batch that carries out those of `steps` that `which` names by their index, in that
/// order. The steps are of packet rules, RemovePacketRules to AddMasquerade; others are passed
/// over. `before` is what stands now: rules are removed by the kernel's handle.
Transaction make_transaction(std::span<const Step> steps, std::span<const std::size_t> which,
                             Postrouting before);

}  // namespace ipvsctl::nft
