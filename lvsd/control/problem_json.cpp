// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/control/problem_json.hpp"

#include <nlohmann/json.hpp>

namespace lvsd {

nlohmann::json problems_json(const Problems& problems, Problem::Severity severity)
{
  nlohmann::json array = nlohmann::json::array();
  for (const Problem& problem : problems)
    if (problem.severity == severity)
      array.push_back({{"file", problem.file},
                       {"line", problem.line},
                       {"column", problem.column},
                       {"pointer", problem.pointer},
                       {"message", problem.message}});
  return array;
}

}  // namespace lvsd
