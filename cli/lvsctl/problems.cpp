// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/problems.hpp"

#include <nlohmann/json.hpp>

namespace lvsctl {
namespace {

using nlohmann::json;
using Severity = lvsd::Problem::Severity;

lvsd::Problem problem_of(const json& document, Severity severity)
{
  return {severity,           document["file"],    document["line"],
          document["column"], document["pointer"], document["message"]};
}

}  // namespace

lvsd::Problems problems_of(const json& document)
{
  lvsd::Problems problems;
  for (const json& one : document.value("errors", json::array()))
    problems.push_back(problem_of(one, Severity::error));
  for (const json& one : document.value("warnings", json::array()))
    problems.push_back(problem_of(one, Severity::warning));
  return problems;
}

}  // namespace lvsctl
