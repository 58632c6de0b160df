// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/findings.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "lvsd/config/position.hpp"
#include "lvsd/config/text_walk.hpp"

namespace lvsd {
namespace {

using Severity = Problem::Severity;

struct Place {
  std::size_t document = 0;
  std::string pointer;
  Position value;
  Position key;
};

/// What is wanted, and, once they are found, their places.
using Places = std::unordered_map<const Json*, Place>;

void locate(Places& wanted, const Document& document, std::size_t index)
{
  if (document.root.is_discarded()) return;  // nothing of it is in any tree
  LineCounter lines(document.text);
  for (TextWalk walk(document.text, document.root); walk.next();) {
    const auto found = wanted.find(walk.value());
    if (found == wanted.end()) continue;
    const Position key = lines.at(walk.key_offset());
    found->second = {index, walk.pointer(), lines.at(walk.offset()), key};
  }
}

Places places_of(const std::deque<Document>& documents, Places wanted)
{
  wanted.erase(nullptr);
  if (wanted.empty()) return wanted;
  for (std::size_t i = 0; i < documents.size(); ++i)
    locate(wanted, documents[i], i);
  return wanted;
}

/// A problem that has no place yet.
Problem worded(Severity severity, std::string message)
{
  return {severity, {}, 0, 0, {}, std::move(message)};
}

}  // namespace

void Findings::error(const Json& at, std::string message)
{
  keep({worded(Severity::error, std::move(message)), &at, nullptr, false});
}

void Findings::error(const Json& at, std::string message, const Json& other)
{
  keep({worded(Severity::error, std::move(message)), &at, &other, false});
}

void Findings::error_once(const Json& at, const std::string& message)
{
  if (told_.emplace(nullptr, message).second) error(at, message);
}

void Findings::error_at_key(const Json& at, std::string message)
{
  keep({worded(Severity::error, std::move(message)), &at, nullptr, true});
}

void Findings::warning(const Json& at, std::string message)
{
  keep({worded(Severity::warning, std::move(message)), &at, nullptr, false});
}

void Findings::warning(const Json& at, std::string message, const Json& other)
{
  keep({worded(Severity::warning, std::move(message)), &at, &other, false});
}

void Findings::tell(Problem problem)
{
  if (counted(problem.severity)) findings_.push_back({std::move(problem), nullptr, nullptr, false});
}

void Findings::keep(Finding finding)
{
  // A default that is wrong is met again with every service that takes it.
  if (told_.contains({finding.at, finding.problem.message})) return;
  if (!counted(finding.problem.severity)) return;
  told_.emplace(finding.at, finding.problem.message);
  findings_.push_back(std::move(finding));
}

bool Findings::counted(Severity severity)
{
  std::size_t& count = severity == Severity::error ? errors_ : warnings_;
  return ++count <= most_problems;
}

Problems Findings::located(const std::deque<Document>& documents) const
{
  Places wanted;
  for (const Finding& finding : findings_) {
    wanted[finding.at];
    wanted[finding.other];
  }
  const Places places = places_of(documents, std::move(wanted));

  std::unordered_map<std::string, std::size_t> order;
  for (std::size_t i = 0; i < documents.size(); ++i)
    order.emplace(documents[i].file, i);

  Problems problems;
  for (const Finding& finding : findings_) {
    Problem problem = finding.problem;
    if (finding.at != nullptr) {
      const Place& place = places.at(finding.at);
      const Position at = finding.of_key ? place.key : place.value;
      problem.file = documents[place.document].file;
      problem.line = at.line;
      problem.column = at.column;
      problem.pointer = place.pointer;
    }
    if (finding.other != nullptr) {
      const Place& other = places.at(finding.other);
      problem.message += "; see also " + place_of(documents[other.document].file, other.value.line,
                                                  other.value.column);
    }
    problems.push_back(std::move(problem));
  }
  std::stable_sort(problems.begin(), problems.end(), [&](const Problem& a, const Problem& b) {
    const auto key = [&](const Problem& problem) {
      const auto found = order.find(problem.file);
      return std::tuple(found == order.end() ? documents.size() : found->second, problem.line,
                        problem.column);
    };
    return key(a) < key(b);
  });
  for (Problem& problem : excess()) {
    if (!documents.empty()) problem.file = documents.front().file;
    problems.push_back(std::move(problem));
  }
  return problems;
}

Problems Findings::excess() const
{
  Problems problems;
  if (full())
    problems.push_back(worded(
        Severity::error,
        "these are the first " + std::to_string(most_problems) + " errors; there may be more"));
  if (warnings_ > most_problems)
    problems.push_back(worded(Severity::warning, std::to_string(warnings_ - most_problems) +
                                                     " more warnings are not shown"));
  return problems;
}

}  // namespace lvsd
