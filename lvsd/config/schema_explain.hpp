// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "lvsd/config/findings.hpp"
#include "lvsd/config/json.hpp"

namespace lvsd {

/// Says of every value of `document` that does not fit `schema` what would.
///
/// Knows the keywords that our schemas use. The words are the schema's titles where it has some.
void explain_misfits(const Json& document, const Json& schema, Findings& findings);

}  // namespace lvsd
