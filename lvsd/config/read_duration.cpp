// SPDX-License-Identifier: GPL-2.0-or-later
#include "lvsd/config/read_duration.hpp"

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

  bool has(milliseconds duration) const { return duration >= least && duration <= most; }
};

/// "15M" is most likely minutes, "15" seconds, and "1h30" goes on with the next smaller unit.
std::vector<std::string> meant_texts(const std::string& text)
{
  std::string lower;
  for (const char c : text)
    if (c != ' ') lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  if (lower.find_first_not_of("0123456789.") == std::string::npos) return {lower + "s"};
  std::vector<std::string> meant{lower};
  for (const ipvsctl::DurationUnit& unit : ipvsctl::duration_units)
    meant.push_back(lower + std::string(unit.name));
  return meant;
}

std::string meant_duration(const std::string& text, const Range& range)
{
  for (const std::string& attempt : meant_texts(text))
    if (const auto parsed = parse_duration(attempt); parsed && range.has(*parsed))
      return "; did you mean " + in_quotes(attempt) + "?";
  return "";
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
  const Range range{least, most};
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
