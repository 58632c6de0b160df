// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/daemon/turn_log.hpp"

#include <algorithm>
#include <iterator>
#include <type_traits>

#include "lvsd/desired/ours.hpp"

namespace lvsd {
namespace {

using namespace ipvsctl;

constexpr std::size_t longest_list = 20;

/// As many lines as a log has use for, and how many there are in all.
struct LongList {
  std::vector<std::string> first;
  std::size_t count = 0;
};

/// The lines, each after `prefix`, and how many more there are.
void append_list(std::vector<std::string>& lines, const std::string& prefix, const LongList& list)
{
  for (const std::string& line : list.first)
    lines.push_back(prefix + line);
  if (list.first.size() < list.count)
    lines.push_back(prefix + "… and " + std::to_string(list.count - list.first.size()) + " more");
}

/// Tens of thousands of steps are worded only where they have to be told from those left out.
LongList told(const Turn& turn, const ServiceNames& names, const std::set<std::string>& left_out)
{
  LongList list;
  for (const Step& step : turn.plan) {
    const bool shown = list.first.size() < longest_list;
    const std::string line = shown || !left_out.empty() ? described(step, names) : std::string();
    if (left_out.contains(line)) continue;
    ++list.count;
    if (shown) list.first.push_back(line);
  }
  return list;
}

/// The steps of failures, and with `reasons` why each was refused.
std::set<std::string> texts_of(const std::vector<Failure>& failures, const ServiceNames& names,
                               bool reasons)
{
  std::set<std::string> texts;
  for (const Failure& failure : failures)
    texts.insert(described(failure.step, names) + (reasons ? ": " + failure.reason : ""));
  return texts;
}

/// Whether the kernel tells of such a change by itself, so that a turn for an event has looked at
/// it.
bool is_told_by_kernel(const Step& step)
{
  return std::visit(
      [](const auto& one) {
        using One = std::decay_t<decltype(one)>;
        return !(std::is_same_v<One, SetSysctl> || std::is_same_v<One, SetTimeout> ||
                 std::is_same_v<One, StopSyncDaemon> || std::is_same_v<One, StartSyncDaemon> ||
                 std::is_same_v<One, AddRoute> || std::is_same_v<One, RemoveRoute> ||
                 requires { one.service; });
      },
      step);
}

std::vector<Failure> standing(const std::vector<Failure>& before, const Turn& turn, Reason reason)
{
  std::vector<Failure> refused = turn.report.failures;
  if (reason != Reason::event) return refused;
  std::ranges::copy_if(before, std::back_inserter(refused),
                       [](const Failure& failure) { return !is_told_by_kernel(failure.step); });
  return refused;
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

bool is_asked_for(Reason reason)
{
  return reason != Reason::timer && reason != Reason::event;
}

bool TurnLog::is_drift(const Turn& turn, Reason reason, const ServiceNames& names) const
{
  return !is_asked_for(reason) && !turn.drains_moved &&
         told(turn, names, texts_of(refused_, names, false)).count != 0;
}

void TurnLog::append_foreign(std::vector<std::string>& lines, const AddressSet& foreign)
{
  for (const FloatingAddress& address : foreign)
    if (!foreign_addresses_.contains(address))
      lines.push_back("the VIP " + to_string(address) +
                      " was made by others: it is left as it is, and stays when the config no "
                      "longer has it; " +
                      way_to_own(address));
  foreign_addresses_ = foreign;
}

TurnLines TurnLog::lines(const Turn& turn, Reason reason, const ServiceNames& names)
{
  TurnLines lines;
  const bool drift = is_drift(turn, reason, names);
  const std::set<std::string> known = texts_of(refused_, names, true);
  const bool some_before = !refused_.empty();
  refused_ = standing(refused_, turn, reason);
  append_list(drift ? lines.warnings : lines.notices, drift ? "had drifted, put right: " : "done: ",
              told(turn, names, texts_of(turn.report.failures, names, false)));
  std::vector<std::string> news;
  std::ranges::set_difference(texts_of(causes(refused_), names, true), known,
                              std::back_inserter(news));
  const std::size_t count = news.size();
  news.resize(std::min(count, longest_list));
  append_list(lines.warnings, "refused by the kernel: ", {std::move(news), count});
  if (refused_.empty() && some_before)
    lines.notices.push_back("nothing is refused by the kernel any more");
  append_foreign(lines.warnings, turn.foreign_addresses);
  return lines;
}

}  // namespace lvsd
