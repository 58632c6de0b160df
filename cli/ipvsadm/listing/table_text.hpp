// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "cli/ipvsadm/arguments/command.hpp"
#include "cli/ipvsadm/listing/naming.hpp"
#include "libipvsctl/ipvs/listing.hpp"

namespace ipvsadm {

/// "1.2.1".
std::string version_text(const ipvsctl::ipvs::Info& info);

/// "IP Virtual Server version 1.2.1 (size=4096)", the first line of a listing of the whole table.
std::string headline(const ipvsctl::ipvs::Info& info);

/// The two title lines of a listing.
std::string titles(TableView view);

/// The lines of `table` in its order, without titles.
std::string table_text(const ipvsctl::ipvs::Listing& table, TableView view, bool exact,
                       const Naming& naming);

}  // namespace ipvsadm
