// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/doctor/print_findings.hpp"

#include <nlohmann/json.hpp>

#include "cli/lvsctl/terminal.hpp"

namespace lvsctl::doctor {
namespace {

std::string to_string(Severity severity)
{
  return severity == Severity::problem ? "problem" : "advice";
}

Colour colour_of(Severity severity)
{
  return severity == Severity::problem ? Colour::red : Colour::yellow;
}

std::string finding_text(const Finding& finding, bool coloured)
{
  std::string text = in(colour_of(finding.severity), to_string(finding.severity), coloured) + ": " +
                     in(Colour::bold, finding.object, coloured) + ": " + finding.text + "\n";
  if (!finding.cure.empty()) text += "    cure: " + finding.cure + "\n";
  return text;
}

}  // namespace

nlohmann::json findings_json(const Findings& findings, const std::vector<std::string>& unseen)
{
  nlohmann::json array = nlohmann::json::array();
  for (const Finding& finding : findings)
    array.push_back({{"severity", to_string(finding.severity)},
                     {"check", finding.check},
                     {"object", finding.object},
                     {"text", finding.text},
                     {"cure", finding.cure}});
  return {{"findings", array}, {"unseen", unseen}};
}

std::string findings_text(const Findings& findings, const std::vector<std::string>& unseen,
                          bool coloured)
{
  std::string text;
  for (const Finding& finding : findings)
    text += finding_text(finding, coloured);
  if (findings.empty()) text += "nothing found that commonly breaks a director\n";
  for (const std::string& sentence : unseen)
    text += in(Colour::dim, "not looked at: " + sentence, coloured) + "\n";
  return text;
}

}  // namespace lvsctl::doctor
