// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "lvsd/config/problem.hpp"

namespace lvsctl {

/// The problems of a document that has them as "errors" and "warnings", in this order.
lvsd::Problems problems_of(const nlohmann::json& document);

}  // namespace lvsctl
