// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "cli/lvsctl/options.hpp"
#include "lvsd/desired/decide.hpp"
#include "lvsd/state/forgiving.hpp"

namespace lvsctl {

/// What it would take to make the kernel as `config` says; nothing is changed, nor written down.
/// Damaged state of an earlier run is told by `tell`, and counts as none.
///
/// Throws ipvsctl::ipvs::Missing, and std::system_error where the kernel or a file may not be read.
lvsd::Decision considered_here(const lvsd::Config& config, const Options& options,
                               const lvsd::TellOfLoss& tell);

}  // namespace lvsctl
