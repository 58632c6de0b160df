// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "lvsd/config/findings.hpp"
#include "lvsd/config/json.hpp"

namespace lvsd {

/// Says of every value of `document` that does not fit `schema` what would.
///
/// Knows the keywords that our schemas use. The words are the schema's titles where it has some.
/// Keys of the document itself that are `withheld` are not offered in place of one that is unknown.
void explain_misfits(const Json& document, const Json& schema, Findings& findings,
                     const std::vector<std::string>& withheld = {});

}  // namespace lvsd
