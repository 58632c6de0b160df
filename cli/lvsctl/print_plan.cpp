// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/print_plan.hpp"

#include <nlohmann/json.hpp>

#include "cli/lvsctl/terminal.hpp"

namespace lvsctl {
namespace {

Colour colour_of(const std::string& action)
{
  if (action == "add") return Colour::green;
  return action == "remove" ? Colour::red : Colour::yellow;
}

}  // namespace

std::string plan_text(const nlohmann::json& plan, bool coloured)
{
  std::string text;
  for (const auto& step : plan["steps"])
    text += in(colour_of(step["action"]), step["text"], coloured) + "\n";
  return text;
}

}  // namespace lvsctl
