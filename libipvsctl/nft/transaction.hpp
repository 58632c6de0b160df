// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <span>

#include "libipvsctl/nft/batch_writer.hpp"
#include "libipvsctl/nft/masquerade_rule.hpp"
#include "libipvsctl/plan/step.hpp"

namespace ipvsctl::nft {

/// The chain postrouting as the kernel has it.
struct Postrouting {
  bool exists = false;
  MasqueradeHandles rules;
};

/// Makes the batch that carries out those of `steps` that `which` names by their index, in that
/// order. The steps are of packet rules, RemovePacketRules to AddMasquerade; others are passed
/// over. `before` is what stands now: rules are removed by the kernel's handle.
Transaction make_transaction(std::span<const Step> steps, std::span<const std::size_t> which,
                             Postrouting before);

}  // namespace ipvsctl::nft
