// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "libipvsctl/plan/report.hpp"
#include "libipvsctl/plan/step.hpp"
#include "lvsd/desired/names.hpp"

namespace lvsd {

/// One step: {"action": "add", "object": …, "service": the config's name, "change": …, "text": the
/// whole line}.
nlohmann::json step_json(const ipvsctl::Step& step, const ServiceNames& names);

/// The document of plan.schema.json: {"steps": […]}.
nlohmann::json plan_json(const ipvsctl::Plan& plan, const ServiceNames& names);

/// An array of what the kernel refused, each a step with its "reason"; those that only follow from
/// another are left out (ipvsctl::causes).
nlohmann::json failures_json(const std::vector<ipvsctl::Failure>& failures,
                             const ServiceNames& names);

}  // namespace lvsd
