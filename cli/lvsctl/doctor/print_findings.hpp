// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "cli/lvsctl/doctor/finding.hpp"

namespace lvsctl::doctor {

/// {"findings": [{"severity", "check", "object", "text", "cure"}], "unseen": [sentences]}.
nlohmann::json findings_json(const Findings& findings, const std::vector<std::string>& unseen);

/// The same for people; ends with what could not be looked at.
std::string findings_text(const Findings& findings, const std::vector<std::string>& unseen,
                          bool coloured);

}  // namespace lvsctl::doctor
