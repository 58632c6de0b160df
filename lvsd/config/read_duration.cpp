// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/read_duration.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "libipvsctl/model/duration.hpp"
#include "lvsd/config/duration.hpp"
#include "lvsd/config/quoted.hpp"

namespace lvsd {
namespace {

using ipvsctl::duration_text;
using std::chrono::milliseconds;
using std::chrono::seconds;

struct Range {
  milliseconds least;
  milliseconds most;
  milliseconds step{1};

  bool has(milliseconds duration) const
  {
    return duration >= least && duration <= most && duration % step == milliseconds{0};
  }
};

/// A part of a duration such as the "30s" of "5m30s".
struct Part {
  std::string number;
  std::size_t unit = 0;  ///< its place among the units
};

constexpr std::size_t seconds_unit = 3;
static_assert(ipvsctl::duration_units.at(seconds_unit).name == "s");

/// The place of the unit that is meant by a word in small letters; none where that is not clear.
std::optional<std::size_t> meant_unit(std::string_view word)
{
  static const std::array<std::vector<std::string_view>, ipvsctl::duration_units.size()> words{{
      {"d", "day", "days"},
      {"h", "hr", "hrs", "hour", "hours"},
      {"m", "min", "mins", "minute", "minutes"},
      {"s", "sec", "secs", "second", "seconds"},
      {"ms", "msec", "msecs", "millisecond", "milliseconds"},
  }};
  const auto unit = std::ranges::find_if(
      words, [&](const auto& those) { return std::ranges::find(those, word) != those.end(); });
  if (unit == words.end()) return {};
  return static_cast<std::size_t>(unit - words.begin());
}

/// Takes the beginning of `text` up to `end`, or all of it.
std::string_view taken_up_to(std::string_view& text, std::size_t end)
{
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(taken.size());
  return taken;
}

/// "15" is most likely seconds, and "1h30" goes on with the next smaller unit.
std::optional<std::vector<Part>> meant_parts(std::string_view text)
{
  constexpr std::string_view digits = "0123456789.";
  std::vector<Part> parts;
  while (!text.empty()) {
    Part part{std::string(taken_up_to(text, text.find_first_not_of(digits)))};
    const std::string_view word = taken_up_to(text, text.find_first_of(digits));
    const std::size_t next = parts.empty() ? seconds_unit : parts.back().unit + 1;
    const auto unit = word.empty() ? std::optional(next) : meant_unit(word);
    if (!unit || *unit == ipvsctl::duration_units.size()) return {};
    part.unit = *unit;
    parts.push_back(std::move(part));
  }
  return parts;
}

/// `text` as it should have been written, the largest unit first; empty where that is not clear.
std::string meant_text(const std::string& text)
{
  std::string lower;
  for (const char c : text)
    if (c != ' ') lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  auto parts = meant_parts(lower);
  if (!parts) return {};
  std::ranges::sort(*parts, {}, &Part::unit);
  std::string meant;
  for (const Part& part : *parts)
    meant.append(part.number).append(ipvsctl::duration_units.at(part.unit).name);
  return meant;
}

std::string meant_duration(const std::string& text, const Range& range)
{
  const std::string meant = meant_text(text);
  const auto parsed = parse_duration(meant);
  return parsed && range.has(*parsed) ? "; did you mean " + in_quotes(meant) + "?" : "";
}

void tell_no_duration(const Json& value, const Range& range, Findings& findings)
{
  const std::string* text = text_of(&value);
  const std::string meant = text == nullptr ? "" : meant_duration(*text, range);
  findings.error(value, shown(value) + " is not a duration" +
                            (meant.empty() ? "; write a number with ms, s, m, h or d behind it, "
                                             "such as \"15m\" or \"1h30m\", or a number of seconds"
                                           : meant));
}

/// A duration of whatever length, though one in the range is meant.
std::optional<milliseconds> read_any(const Json& value, const Range& range, Findings& findings)
{
  const std::string* text = text_of(&value);
  const bool told = text == nullptr ? !value.is_number() || value.get<double>() < 0 : text->empty();
  if (told) return {};
  const auto duration = text == nullptr ? duration_of(value.get<double>()) : parse_duration(*text);
  if (!duration) tell_no_duration(value, range, findings);
  return duration;
}

bool check_range(const Json& value, milliseconds duration, const Range& range, Findings& findings)
{
  if (range.has(duration)) return true;
  findings.error(value, "expected a duration from " + duration_text(range.least) + " to " +
                            duration_text(range.most) + ", found " + shown(value));
  return false;
}

}  // namespace

std::optional<milliseconds> read_duration(const Json& value, milliseconds least, milliseconds most,
                                          Findings& findings)
{
  const Range range{least, most};
  const auto duration = read_any(value, range, findings);
  if (!duration || !check_range(value, *duration, range, findings)) return {};
  return duration;
}

std::optional<seconds> read_seconds(const Json& value, seconds least, seconds most,
                                    Findings& findings)
{
  const Range range{least, most, seconds{1}};
  const auto duration = read_any(value, range, findings);
  if (!duration) return {};
  const auto whole = std::chrono::duration_cast<seconds>(*duration);
  if (whole == *duration)
    return check_range(value, whole, range, findings) ? std::optional(whole) : std::nullopt;
  findings.error(value, "expected whole seconds, found " + shown(value) +
                            "; a fraction of a second is more than the kernel can do");
  return {};
}

}  // namespace lvsd
