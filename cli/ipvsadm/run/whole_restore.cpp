// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/ipvsadm/run/whole_restore.hpp"

#include <fmt/format.h>

#include <map>

#include "cli/ipvsadm/arguments/read_command.hpp"
#include "cli/ipvsadm/restore/lines.hpp"
#include "cli/ipvsadm/restore/rehearsal.hpp"
#include "cli/ipvsadm/restore/whole.hpp"
#include "cli/ipvsadm/run/input.hpp"
#include "cli/ipvsadm/run/output.hpp"
#include "cli/ipvsadm/run/scratch.hpp"
#include "libipvsctl/kernel/clients_wait.hpp"
#include "libipvsctl/kernel/ipvs_door.hpp"
#include "libipvsctl/plan/concerning.hpp"
#include "libipvsctl/plan/make_plan.hpp"

namespace ipvsadm {
namespace {

using namespace ipvsctl;

KernelState observe(ipvs::Client& client)
{
  KernelState state;
  observe_ipvs(client, state, nullptr);
  return state;
}

ApplyReport carry_out(ipvs::Client& client, const Plan& plan)
{
  ApplyReport report;
  apply_ipvs(client, plan, ClientsWait(), report, {});
  return report;
}

/// What is wrong, by line.
using Errors = std::multimap<std::size_t, std::string>;

std::string error_text(std::size_t line, const std::string& text)
{
  return line == 0 ? text : fmt::format("line {}: {}", line, text);
}

Status report(const Errors& errors)
{
  for (const auto& [line, text] : errors)
    complain(error_text(line, text));
  return errors.empty() ? Status::success : Status::listing_failed;
}

Errors gather(Whole& whole, Names& names, const std::string& program)
{
  Errors errors;
  Input input(STDIN_FILENO);
  std::size_t number = 0;
  while (const auto line = input.next_line()) {
    ++number;
    const auto words = words_of_line(*line);
    if (words.empty()) continue;
    try {
      if (auto wrong = whole.take(number, read_command(words, program, names)))
        errors.emplace(number, *std::move(wrong));
    } catch (const Refusal& refusal) {
      errors.emplace(number, refusal.text);
    }
  }
  return errors;
}

Errors errors_of(const Whole& whole, const ApplyReport& report)
{
  Errors errors;
  for (const Failure& failure : report.failures)
    errors.emplace(whole.line_of(failure.step),
                   object_of(failure.step) + ": " +
                       (failure.reason.empty() ? failure.code.message() : failure.reason));
  return errors;
}

/// What a kernel refuses of the plan, found out where it harms nobody.
Errors rehearse(const Whole& whole, const Plan& plan, const KernelState& desired)
{
  KernelState rehearsed;
  rehearsed.ipvs = rehearsal_of(plan, desired);
  if (rehearsed.ipvs.empty()) return {};
  const auto texts = in_scratch_namespace([&] {
    std::vector<std::string> lines;
    ipvs::Client client;
    for (const auto& [line, text] : errors_of(whole, carry_out(client, make_plan(rehearsed, {}))))
      lines.push_back(error_text(line, text));
    return lines;
  });
  Errors errors;
  for (const std::string& text : texts)
    errors.emplace(0, text);
  return errors;
}

/// Brings the kernel back to `before`. Returns what went wrong with that.
Errors undo(ipvs::Client& client, const Whole& whole, const KernelState& before)
{
  return errors_of(whole, carry_out(client, make_plan(before, observe(client))));
}

Status apply(ipvs::Client& client, const Whole& whole, const Plan& plan, const KernelState& before)
{
  const auto [grown, shrunk] = grown_and_shrunk(plan);
  Errors errors = errors_of(whole, carry_out(client, grown));
  if (errors.empty()) errors = errors_of(whole, carry_out(client, shrunk));
  if (errors.empty()) return Status::success;
  errors.merge(undo(client, whole, before));
  return report(errors);
}

void show(const Plan& plan)
{
  std::string text;
  for (const Step& step : plan)
    text += to_string(step) + "\n";
  print(text);
}

}  // namespace

Status restore_whole(ipvs::Client& client, Names& names, const std::string& program, bool only_show)
{
  Whole whole;
  if (const Errors errors = gather(whole, names, program); !errors.empty()) return report(errors);
  const KernelState observed = observe(client);
  const KernelState desired = whole.desired(observed);
  const Plan plan = make_plan(desired, concerning(desired, observed));
  if (const Errors errors = rehearse(whole, plan, desired); !errors.empty()) return report(errors);
  if (!only_show) return apply(client, whole, plan, observed);
  show(plan);
  return Status::success;
}

}  // namespace ipvsadm
