// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/lvsctl/commands.hpp"
#include "cli/lvsctl/doctor/examine.hpp"
#include "cli/lvsctl/doctor/look.hpp"
#include "cli/lvsctl/doctor/print_findings.hpp"
#include "cli/lvsctl/terminal.hpp"

namespace lvsctl {

int diagnose(const Options& options)
{
  const doctor::Host host = doctor::look_at_host(options);
  const doctor::Findings findings = doctor::examine(host);
  if (options.json)
    fmt::print("{}\n", doctor::findings_json(findings, host.unseen).dump(2));
  else
    fmt::print("{}", doctor::findings_text(findings, host.unseen, standard_output_is_coloured()));
  const auto problem = [](const auto& finding) {
    return finding.severity == doctor::Severity::problem;
  };
  return std::ranges::any_of(findings, problem) ? exit_changes : 0;
}

}  // namespace lvsctl
