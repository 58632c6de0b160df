// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace lvsctl {

/// The document of status.schema.json as an administrator reads it. Where `columns` is not 0,
/// tables of servers leave out what matters least until they fit, and at last the address
/// of servers that all have names.
std::string status_text(const nlohmann::json& status, bool coloured, std::size_t columns = 0);

}  // namespace lvsctl
