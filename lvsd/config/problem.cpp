// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/problem.hpp"

#include <algorithm>

#include "lvsd/config/quoted.hpp"

namespace lvsd {

bool has_errors(const Problems& problems)
{
  return std::any_of(problems.begin(), problems.end(), [](const Problem& problem) {
    return problem.severity == Problem::Severity::error;
  });
}

std::string place_of(const std::string& file, std::size_t line, std::size_t column)
{
  return printable(file) + ":" + std::to_string(line) + ":" + std::to_string(column);
}

std::string to_string(const Problem& problem)
{
  std::string text = printable(problem.file);
  if (problem.line != 0) text = place_of(problem.file, problem.line, problem.column);
  text += ": ";
  if (!problem.pointer.empty()) text += printable(problem.pointer) + ": ";
  if (problem.severity == Problem::Severity::warning) text += "warning: ";
  return text + problem.message;
}

}  // namespace lvsd
