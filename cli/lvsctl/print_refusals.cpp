// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/lvsctl/print_refusals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "cli/lvsctl/terminal.hpp"

namespace lvsctl {
namespace {

using nlohmann::json;

constexpr std::size_t most_lines = 20;
constexpr std::size_t most_reasons = 10;

/// Steps that were refused for the same reason.
struct Group {
  std::string reason;
  std::string first;
  std::size_t count = 0;
};

std::vector<Group> groups_of(const json& refused, std::size_t begin)
{
  std::vector<Group> groups;
  std::map<std::string, std::size_t> places;
  for (std::size_t i = begin; i < refused.size(); ++i) {
    const std::string reason = refused[i]["reason"];
    const auto [place, is_new] = places.try_emplace(reason, groups.size());
    if (is_new) groups.push_back({reason, refused[i]["text"], 0});
    ++groups[place->second].count;
  }
  std::stable_sort(groups.begin(), groups.end(),
                   [](const Group& a, const Group& b) { return a.count > b.count; });
  return groups;
}

std::string rest_text(const json& refused)
{
  const std::vector<Group> groups = groups_of(refused, most_lines);
  std::string text =
      fmt::format("and {} more (--json has them all):\n", refused.size() - most_lines);
  std::size_t left = refused.size() - most_lines;
  for (std::size_t i = 0; i < std::min(groups.size(), most_reasons); ++i) {
    const Group& group = groups[i];
    text += group.count == 1
                ? fmt::format("  {}: {}\n", group.first, group.reason)
                : fmt::format("  {} such as {}: {}\n", group.count, group.first, group.reason);
    left -= group.count;
  }
  if (left != 0)
    text +=
        fmt::format("  {} for {}\n", left, counted(groups.size() - most_reasons, "other reason"));
  return text;
}

}  // namespace

std::string refusals_text(const json& refused, bool coloured)
{
  // One more line is no shorter than itself.
  const bool all = refused.size() <= most_lines + 1;
  const std::string mark = in(Colour::red, "refused by the kernel:", coloured);
  std::string text;
  for (std::size_t i = 0; i < (all ? refused.size() : most_lines); ++i)
    text += fmt::format("{} {}: {}\n", mark, refused[i]["text"].get<std::string>(),
                        refused[i]["reason"].get<std::string>());
  return all ? text : text + rest_text(refused);
}

}  // namespace lvsctl
