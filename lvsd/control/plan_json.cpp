// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/control/plan_json.hpp"

#include <nlohmann/json.hpp>

namespace lvsd {
namespace {

using namespace ipvsctl;
using nlohmann::json;

const char* action_of(const Step& step)
{
  switch (sign_of(step)) {
    case '+':
      return "add";
    case '-':
      return "remove";
    default:
      return "change";
  }
}

}  // namespace

json step_json(const Step& step, const ServiceNames& names)
{
  json document{
      {"action", action_of(step)}, {"object", object_of(step)}, {"text", described(step, names)}};
  if (const std::string change = change_of(step); !change.empty()) document["change"] = change;
  const ServiceKey* const key = service_of(step);
  const auto name = key == nullptr ? names.end() : names.find(*key);
  if (name != names.end()) document["service"] = name->second;
  return document;
}

json plan_json(const Plan& plan, const ServiceNames& names)
{
  json steps = json::array();
  for (const Step& step : plan)
    steps.push_back(step_json(step, names));
  return {{"steps", steps}};
}

json failures_json(const std::vector<Failure>& failures, const ServiceNames& names)
{
  json array = json::array();
  for (const Failure& failure : causes(failures)) {
    json one = step_json(failure.step, names);
    one["reason"] = failure.reason;
    array.push_back(one);
  }
  return array;
}

}  // namespace lvsd
