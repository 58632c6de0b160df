// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "cli/ipvsadm/arguments/names.hpp"
#include "cli/ipvsadm/arguments/refusal.hpp"
#include "libipvsctl/ipvs/client.hpp"

namespace ipvsadm {

/// A restore in one go: standard input says what the whole table should be. What is there and
/// should be stays untouched, with its connections; what differs is changed.
///
/// Nothing is changed where any line is wrong, and whatever is wrong is named with its line. What
/// only the kernel can judge is tried beforehand in a network namespace made for that, where one
/// may be made; and undone where it was refused all the same. With `only_show` the changes are
/// printed and not made.
Status restore_whole(ipvsctl::ipvs::Client& client, Names& names, const std::string& program,
                     bool only_show);

}  // namespace ipvsadm
