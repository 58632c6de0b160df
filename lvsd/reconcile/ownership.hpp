// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "libipvsctl/kernel/kernel.hpp"
#include "lvsd/desired/record.hpp"

namespace lvsd {

/// What is ours in the record once `plan` was carried out but for `failures`: addresses that were
/// added, and neither addresses nor services that are gone, as whoever makes them next is another.
/// Returns whether that is news to the record.
bool note_done(Record& record, const ipvsctl::Plan& plan,
               const std::vector<ipvsctl::Failure>& failures);

}  // namespace lvsd
