// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/report.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "cli/lvsctl/print_refusals.hpp"
#include "cli/lvsctl/problems.hpp"
#include "cli/lvsctl/terminal.hpp"

namespace lvsctl {
namespace {

using nlohmann::json;

int exit_status(const json& outcome)
{
  if (!outcome.value("errors", json::array()).empty()) return exit_config;
  const bool whole = outcome.value("refused", json::array()).empty() && !outcome.contains("error");
  return whole ? 0 : 1;
}

}  // namespace

void print_problems(const lvsd::Problems& problems)
{
  for (const lvsd::Problem& problem : problems)
    fmt::print(stderr, "{}\n", to_string(problem));
}

void print_problems(const json& outcome)
{
  print_problems(problems_of(outcome));
}

void print_loss(const std::string& sentence)
{
  fmt::print(stderr, "lvsctl: {}\n", sentence);
}

int print_outcome(const json& outcome, const Options& options)
{
  if (options.json) {
    fmt::print("{}\n", outcome.dump(2));
    return exit_status(outcome);
  }
  print_problems(outcome);
  const int status = exit_status(outcome);
  // What was refused before a file with errors would stand between them and who has to mend them.
  if (status != exit_config)
    fmt::print(stderr, "{}", refusals_text(outcome.value("refused", json::array()), false));
  if (outcome.contains("error")) fmt::print(stderr, "{}\n", outcome["error"].get<std::string>());
  if (status == exit_config)
    fmt::print(stderr, "nothing was changed\n");
  else if (const auto steps = outcome["steps"].get<std::size_t>(); steps == 0 && status == 0)
    fmt::print("nothing to do: the kernel is as it should be\n");
  else if (steps != 0)
    fmt::print("{} of {} carried out\n", outcome["carried_out"].get<std::size_t>(),
               counted(steps, "step"));
  return status;
}

}  // namespace lvsctl
