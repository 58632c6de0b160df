// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/daemon/turn_log.hpp"

#include <algorithm>

namespace lvsd {
namespace {

using namespace ipvsctl;

constexpr std::size_t longest_list = 20;

bool is_asked_for(Reason reason)
{
  return reason != Reason::timer && reason != Reason::event;
}

/// The first of `all`, each after `prefix`, and how many more there are.
void append_list(std::vector<std::string>& lines, const std::string& prefix,
                 const std::vector<std::string>& all)
{
  const std::size_t shown = std::min(all.size(), longest_list);
  for (std::size_t i = 0; i < shown; ++i)
    lines.push_back(prefix + all[i]);
  if (shown < all.size())
    lines.push_back(prefix + "… and " + std::to_string(all.size() - shown) + " more");
}

std::vector<std::string> told(const Turn& turn, const ServiceNames& names,
                              const std::set<std::string>& left_out)
{
  std::vector<std::string> lines;
  for (const Step& step : turn.plan)
    if (std::string line = described(step, names); !left_out.contains(line))
      lines.push_back(std::move(line));
  return lines;
}

}  // namespace

std::string to_string(Reason reason)
{
  switch (reason) {
    case Reason::start:
      return "start";
    case Reason::reload:
      return "reload";
    case Reason::request:
      return "request";
    case Reason::timer:
      return "timer";
    case Reason::event:
      return "event";
    case Reason::stop:
      return "stop";
  }
  return "turn";
}

bool TurnLog::is_drift(const Turn& turn, Reason reason, const ServiceNames& names) const
{
  return !is_asked_for(reason) && !turn.drains_moved && !told(turn, names, refused_steps_).empty();
}

TurnLines TurnLog::lines(const Turn& turn, Reason reason, const ServiceNames& names)
{
  TurnLines lines;
  std::set<std::string> refused;
  std::set<std::string> refused_steps;
  std::vector<std::string> news;
  for (const Failure& failure : turn.report.failures) {
    const std::string step = described(failure.step, names);
    const std::string line = step + ": " + failure.reason;
    if (!refused_.contains(line)) news.push_back(line);
    refused.insert(line);
    refused_steps.insert(step);
  }
  const bool drift = is_drift(turn, reason, names);
  append_list(drift ? lines.warnings : lines.notices,
              drift ? "had drifted, put right: " : "done: ", told(turn, names, refused_steps));
  append_list(lines.warnings, "refused by the kernel: ", news);
  if (refused.empty() && !refused_.empty())
    lines.notices.push_back("nothing is refused by the kernel any more");
  refused_ = std::move(refused);
  refused_steps_ = std::move(refused_steps);
  return lines;
}

}  // namespace lvsd
